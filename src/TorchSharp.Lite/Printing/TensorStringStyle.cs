namespace TorchSharp;

/// <summary>How a tensor is written as text.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, dtype and device only.</summary>
    Metadata,
    /// <summary>Metadata and a table of the numbers.</summary>
    Julia,
    /// <summary>Nested brackets.</summary>
    Numpy,
    /// <summary>Metadata and nested braces, as a C# array initializer.</summary>
    CSharp,
    /// <summary>What <see cref="torch.TensorStringStyle"/> tells.</summary>
    Default,
}
