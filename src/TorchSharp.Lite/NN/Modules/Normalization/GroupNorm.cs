using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalises over groups of channels: Wu and He, "Group Normalization", ECCV 2018 (arXiv 1803.08494).</summary>
    public sealed class GroupNorm : nn.Module<Tensor, Tensor>
    {
        internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
            : base(nameof(GroupNorm))
        {
            (this.num_groups, this.num_channels, this.eps) = (num_groups, num_channels, eps);
            if (!affine) return;
            weight = ParameterFactory.Full([num_channels], 1, device, dtype);
            bias = ParameterFactory.Full([num_channels], 0, device, dtype);
        }

        /// <summary>Number of groups.</summary>
        public long num_groups { get; set; }

        /// <summary>Number of channels.</summary>
        public long num_channels { get; set; }

        /// <summary>Added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>Learned scale, or null.</summary>
        public Parameter? weight
        {
            get => OwnParameter(nameof(weight));
            set => Own(nameof(weight), value);
        }

        /// <summary>Learned shift, or null.</summary>
        public Parameter? bias
        {
            get => OwnParameter(nameof(bias));
            set => Own(nameof(bias), value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.group_norm(input, num_groups, weight, bias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.GroupNorm"/>
            public static Modules.GroupNorm GroupNorm(
                long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
