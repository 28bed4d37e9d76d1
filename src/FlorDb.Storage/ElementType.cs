namespace FlorDb.Storage;

/// <summary>The type of the elements of a <see cref="TensorValue"/>. The numbers are part of the file format.</summary>
public enum ElementType : byte
{
    /// <summary>One byte each, 0 or 1.</summary>
    Boolean = 0,

    /// <summary>8-bit unsigned integers.</summary>
    UInt8 = 1,

    /// <summary>8-bit signed integers.</summary>
    Int8 = 2,

    /// <summary>16-bit signed integers.</summary>
    Int16 = 3,

    /// <summary>32-bit signed integers.</summary>
    Int32 = 4,

    /// <summary>64-bit signed integers.</summary>
    Int64 = 5,

    /// <summary>IEEE 754 half precision.</summary>
    Float16 = 6,

    /// <summary>IEEE 754 single precision.</summary>
    Float32 = 7,

    /// <summary>IEEE 754 double precision.</summary>
    Float64 = 8,
}
