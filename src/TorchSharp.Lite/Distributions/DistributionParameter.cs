using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters of distributions: aliases that belong to no dispose scope.</summary>
internal static class DistributionParameter
{
    public static (Tensor First, Tensor Second) Broadcast(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var shapes = broadcast_tensors(first, second);
        return (Owned(shapes[0]), Owned(shapes[1]));
    }

    public static Tensor Owned(Tensor tensor) => tensor.alias().DetachFromDisposeScope();

    /// <exception cref="ArgumentException">Both are given, or none.</exception>
    public static void RequireOne(Tensor? probs, Tensor? logits)
    {
        if (probs is null == logits is null) throw new ArgumentException("Give either probs or logits, and not both.");
    }

    /// <summary>Holds probabilities away from 0 and 1 by the precision of their type.</summary>
    public static Tensor Clamped(Tensor probs)
    {
        var eps = finfo(probs.dtype).eps;
        return probs.clamp(eps, 1 - eps);
    }
}
