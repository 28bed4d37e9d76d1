namespace TorchSharp;

/// <summary>What padding is made of.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>The elements inside the edge, mirrored at it.</summary>
    Reflect = 1,

    /// <summary>The element at the edge.</summary>
    Replicate = 2,

    /// <summary>The elements at the other end.</summary>
    Circular = 3,

    /// <summary>A constant.</summary>
    Constant = 4,
}
