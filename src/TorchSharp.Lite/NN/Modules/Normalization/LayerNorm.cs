using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalises over the last dimensions: Ba, Kiros and Hinton, "Layer Normalization", 2016 (arXiv 1607.06450).</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            (this.normalized_shape, this.eps) = (normalized_shape, eps);
            if (!elementwise_affine) return;
            weight = ParameterFactory.Full(normalized_shape, 1, device, dtype);
            if (bias) this.bias = ParameterFactory.Full(normalized_shape, 0, device, dtype);
        }

        /// <summary>Sizes of the dimensions that are normalised over.</summary>
        public long[] normalized_shape { get; set; }

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
        public override Tensor forward(Tensor input) => nn.functional.layer_norm(input, normalized_shape, weight, bias, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.LayerNorm"/>
            public static Modules.LayerNorm LayerNorm(
                long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            /// <inheritdoc cref="Modules.LayerNorm"/>
            public static Modules.LayerNorm LayerNorm(
                long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}
