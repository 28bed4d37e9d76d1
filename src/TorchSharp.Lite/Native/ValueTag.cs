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
    TensorList = 8,
    OptionalTensorList = 9,
    Device = 10,
    Generator = 11,
    Complex = 12,
}
