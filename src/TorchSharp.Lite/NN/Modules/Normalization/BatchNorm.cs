using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel over the batch: Ioffe and Szegedy, "Batch Normalization", ICML 2015 (arXiv 1502.03167).</summary>
public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(
        string name, long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device,
        ScalarType? dtype)
        : base(name, num_features, eps, momentum, affine, track_running_stats, device, dtype)
    {
    }

    /// <summary>Normalises with the batch's statistics while training, else with the running ones.</summary>
    /// <exception cref="ArgumentException">The input has a number of dimensions that this layer does not take.</exception>
    public override Tensor forward(Tensor input)
    {
        RequireDimensions(input.ndim);
        if (training && track_running_stats) num_batches_tracked?.add_(1);
        return nn.functional.batch_norm(
            input, running_mean, running_var, weight, bias, training || running_mean is null, momentum, eps);
    }

    private protected abstract void RequireDimensions(long count);

    private protected void RequireDimensions(bool fits, long count, string wanted)
    {
        if (!fits) throw new ArgumentException($"{GetName()} takes input of {wanted} dimensions; it has {count}.");
    }
}
