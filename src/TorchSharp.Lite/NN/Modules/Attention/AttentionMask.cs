using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Masks of attention as numbers that are added to the scores.</summary>
internal static class AttentionMask
{
    /// <summary>Both masks in one that broadcasts to (batch heads, length, keys); null if there is none.</summary>
    public static Tensor? Combine(Tensor? pairs, Tensor? padding, AttentionHeads heads, long keys, ScalarType dtype)
    {
        var mask = pairs is null ? null : AsNumbers(pairs, dtype);
        if (mask?.ndim == 2) mask = mask.unsqueeze(0);
        if (padding is null) return mask;
        var left = AsNumbers(padding, dtype).view(heads.Batch, 1, 1, keys).expand(heads.Batch, heads.Heads, 1, keys)
            .reshape(heads.Batch * heads.Heads, 1, keys);
        return mask is null ? left : mask.add(left);
    }

    private static Tensor AsNumbers(Tensor mask, ScalarType dtype) =>
        mask.dtype == ScalarType.Bool ? zeros(mask.shape, dtype, mask.device).masked_fill(mask, double.NegativeInfinity) : mask;
}
