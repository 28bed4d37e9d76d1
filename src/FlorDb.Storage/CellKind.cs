namespace FlorDb.Storage;

/// <summary>The type of a cell's value. The numbers are part of the file format.</summary>
public enum CellKind : byte
{
    /// <summary>A null that was logged: the cell exists and holds nothing.</summary>
    Null = 0,

    /// <summary>True or false.</summary>
    Boolean = 1,

    /// <summary>A 64-bit signed integer.</summary>
    Int64 = 2,

    /// <summary>An IEEE 754 double; NaN payloads and infinities are kept.</summary>
    Float64 = 3,

    /// <summary>Unicode text.</summary>
    String = 4,

    /// <summary>A point in time, in microseconds since 1970-01-01T00:00:00Z.</summary>
    Timestamp = 5,

    /// <summary>Bytes.</summary>
    Binary = 6,

    /// <summary>A JSON document as text.</summary>
    Json = 7,

    /// <summary>An n-dimensional array of numbers, row-major.</summary>
    Tensor = 8,
}
