namespace TorchSharp.Native;

/// <summary>What a <see cref="Value"/> holds; numbered as in native/dispatch.cpp.</summary>
internal enum ValueTag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    String = 5,
    IntList = 6,
    DoubleList = 7,
    BoolList = 8,
    TensorList = 9,
    OptionalTensorList = 10,
    Device = 11,
    Generator = 12,
    Complex = 13,
    Default = 14,
}
