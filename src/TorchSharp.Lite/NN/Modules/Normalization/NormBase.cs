using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation of channels with running statistics.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private protected NormBase(
        string name, long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device,
        ScalarType? dtype)
        : base(name)
    {
        (this.num_features, this.eps, this.momentum) = (num_features, eps, momentum);
        (this.affine, this.track_running_stats) = (affine, track_running_stats);
        if (affine)
        {
            weight = ParameterFactory.Full([num_features], 1, device, dtype);
            bias = ParameterFactory.Full([num_features], 0, device, dtype);
        }
        if (!track_running_stats) return;
        running_mean = ParameterFactory.Owned(zeros(num_features, dtype, device));
        running_var = ParameterFactory.Owned(ones(num_features, dtype, device));
        num_batches_tracked = ParameterFactory.Owned(zeros(Array.Empty<long>(), ScalarType.Int64, device));
    }

    /// <summary>Number of channels.</summary>
    public long num_features { get; set; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>Weight of a batch in the running statistics.</summary>
    public double momentum { get; set; }

    /// <summary>Whether channels are scaled and shifted by learned numbers.</summary>
    public bool affine { get; set; }

    /// <summary>Whether running statistics are kept.</summary>
    public bool track_running_stats { get; set; }

    /// <summary>Scale of each channel, or null.</summary>
    public Parameter? weight
    {
        get => OwnParameter(nameof(weight));
        set => Own(nameof(weight), value);
    }

    /// <summary>Shift of each channel, or null.</summary>
    public Parameter? bias
    {
        get => OwnParameter(nameof(bias));
        set => Own(nameof(bias), value);
    }

    /// <summary>Running mean of each channel, or null.</summary>
    public Tensor? running_mean
    {
        get => OwnBuffer(nameof(running_mean));
        set => ConditionallyRegisterBuffer(nameof(running_mean), value);
    }

    /// <summary>Running variance of each channel, or null.</summary>
    public Tensor? running_var
    {
        get => OwnBuffer(nameof(running_var));
        set => ConditionallyRegisterBuffer(nameof(running_var), value);
    }

    /// <summary>Number of batches seen while training, or null.</summary>
    public Tensor? num_batches_tracked
    {
        get => OwnBuffer(nameof(num_batches_tracked));
        set => ConditionallyRegisterBuffer(nameof(num_batches_tracked), value);
    }

    /// <summary>Forgets the running statistics.</summary>
    public void reset_running_stats()
    {
        if (!track_running_stats) return;
        running_mean?.zero_();
        running_var?.fill_(1);
        num_batches_tracked?.zero_();
    }
}
