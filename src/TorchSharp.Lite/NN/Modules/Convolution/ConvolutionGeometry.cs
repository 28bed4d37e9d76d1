namespace TorchSharp.Modules;

/// <summary>Shape of a convolution. Exactly one of <see cref="Padding"/> and <see cref="PaddingType"/> is given.</summary>
internal sealed record ConvolutionGeometry(
    long InChannels, long OutChannels, long[] Kernel, long[] Stride, long[] Dilation, long[]? Padding, Padding? PaddingType,
    long[] OutputPadding, PaddingModes Mode, long Groups, bool Transposed)
{
    public long[] WeightSize => Transposed
        ? [InChannels, OutChannels / Groups, .. Kernel]
        : [OutChannels, InChannels / Groups, .. Kernel];

    /// <summary>Padding of each side as functional.pad takes it: the last dimension first.</summary>
    public long[] Sides()
    {
        var sides = new List<long>();
        for (var dim = Kernel.Length - 1; dim >= 0; dim--)
        {
            var total = PaddingType == TorchSharp.Padding.Same ? Dilation[dim] * (Kernel[dim] - 1) : 2 * (Padding?[dim] ?? 0);
            sides.AddRange([total / 2, total - total / 2]);
        }
        return [.. sides];
    }

    public ConvolutionGeometry Check()
    {
        if (Groups <= 0) throw new ArgumentException($"There are {Groups} groups; at least one is needed.", nameof(Groups));
        if (InChannels % Groups != 0 || OutChannels % Groups != 0)
            throw new ArgumentException($"{InChannels} and {OutChannels} channels do not fall into {Groups} equal groups.", nameof(Groups));
        if (PaddingType == TorchSharp.Padding.Same && Stride.Any(step => step != 1))
            throw new ArgumentException("Padding.Same needs a stride of 1.", nameof(Stride));
        return this;
    }
}
