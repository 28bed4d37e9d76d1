using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions have in common.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private readonly ConvolutionGeometry _geometry;

    private protected Convolution(string name, ConvolutionGeometry geometry, bool bias, Device? device, ScalarType? dtype)
        : base(name)
    {
        _geometry = geometry.Check();
        weight = ParameterFactory.Weight(geometry.WeightSize, device, dtype);
        if (bias) this.bias = ParameterFactory.Bias(geometry.OutChannels, weight, device, dtype);
    }

    /// <summary>Number of channels of the input.</summary>
    public long in_channels => _geometry.InChannels;

    /// <summary>Number of channels of the output.</summary>
    public long out_channels => _geometry.OutChannels;

    /// <summary>Size of the kernel.</summary>
    public long[] kernel_size => _geometry.Kernel;

    /// <summary>Step of the kernel.</summary>
    public long[] stride => _geometry.Stride;

    /// <summary>Padding on each side; null if it is given by kind.</summary>
    public long[]? padding => _geometry.Padding;

    /// <summary>Distance between the kernel's elements.</summary>
    public long[] dilation => _geometry.Dilation;

    /// <summary>Number of groups of channels that do not mix.</summary>
    public long groups => _geometry.Groups;

    /// <summary>What the padding is made of.</summary>
    public PaddingModes padding_mode => _geometry.Mode;

    /// <summary>The kernels.</summary>
    public Parameter weight
    {
        get => OwnParameter(nameof(weight))!;
        set => Own(nameof(weight), value);
    }

    /// <summary>The bias of each output channel, or null.</summary>
    public Parameter? bias
    {
        get => OwnParameter(nameof(bias));
        set => Own(nameof(bias), value);
    }

    private protected Tensor Convolve(string operation, Tensor input)
    {
        if (padding_mode != PaddingModes.Zeros)
        {
            using var padded = nn.functional.pad(input, _geometry.Sides(), padding_mode);
            return Aten.Call(operation, padded, weight, bias, stride, new long[kernel_size.Length], dilation, groups);
        }
        if (padding is not null) return Aten.Call(operation, input, weight, bias, stride, padding, dilation, groups);
        var kind = _geometry.PaddingType == Padding.Same ? "same" : "valid";
        return Aten.Call(operation + ".padding", input, weight, bias, stride, kind, dilation, groups);
    }

    private protected Tensor ConvolveTransposed(string operation, Tensor input) =>
        Aten.Call(operation, input, weight, bias, stride, padding, _geometry.OutputPadding, groups, dilation);
}
