using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss of a prediction against a target.</summary>
/// <typeparam name="T1">The prediction.</typeparam>
/// <typeparam name="T2">The target.</typeparam>
/// <typeparam name="TResult">The loss.</typeparam>
public abstract class Loss<T1, T2, TResult> : nn.Module<T1, T2, TResult>
{
    /// <summary>Creates a loss.</summary>
    protected Loss(nn.Reduction reduction)
        : base(nameof(Loss<T1, T2, TResult>)) => this.reduction = reduction;

    /// <summary>What is made of the losses of the elements.</summary>
    public nn.Reduction reduction { get; }
}
