using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Layout of a tensor; the pointers lead into it and are valid while it lives.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    private readonly long* _sizes;
    private readonly long* _strides;
    public readonly long Elements;
    public readonly long Offset;
    public readonly int Rank;
    public readonly int TypeCode;
    public readonly DeviceType DeviceType;
    public readonly int DeviceIndex;
    public readonly int ElementSize;
    private readonly int _contiguous;

    public readonly ReadOnlySpan<long> Sizes => new(_sizes, Rank);

    /// <summary>Empty for a tensor that isn't strided.</summary>
    public readonly ReadOnlySpan<long> Strides => new(_strides, _strides is null ? 0 : Rank);

    public readonly torch.ScalarType Type => (torch.ScalarType)TypeCode;

    public readonly bool IsContiguous => _contiguous != 0;
}
