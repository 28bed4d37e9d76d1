using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss with weights, which are a buffer named "weight".</summary>
/// <typeparam name="T1">The prediction.</typeparam>
/// <typeparam name="T2">The target.</typeparam>
/// <typeparam name="TResult">The loss.</typeparam>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    /// <summary>Creates a loss; it shares the weights' memory.</summary>
    protected WeightedLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        : base(reduction) => ConditionallyRegisterBuffer(nameof(weight), weight?.alias().DetachFromDisposeScope());

    /// <summary>The weights, or null.</summary>
    public Tensor? weight => OwnBuffer(nameof(weight));
}
