namespace FlorDb.Query.Functions;

/// <summary>What a function takes as an argument.</summary>
internal enum ParameterKind
{
    /// <summary>Any value.</summary>
    Any,

    /// <summary>An integer or a float; it stays what it is.</summary>
    Number,

    /// <summary>A float; an integer is converted.</summary>
    Float,

    Integer,

    Text,

    Timestamp,

    Tensor,
}
