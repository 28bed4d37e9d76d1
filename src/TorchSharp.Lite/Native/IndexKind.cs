namespace TorchSharp.Native;

/// <summary>What an index of a subscript is.</summary>
internal enum IndexKind
{
    Slice = 0,
    Single,
    Tensor,
    Bool,
    None,
    Ellipsis,
}
