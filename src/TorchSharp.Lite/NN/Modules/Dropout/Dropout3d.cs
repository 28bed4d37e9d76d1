using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// While training, zeroes whole 3-dimensional channels with probability p and scales the others by 1 / (1 - p); gives its input
    /// otherwise.
    /// </summary>
    public sealed class Dropout3d : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout3d(double p = 0.5, bool inplace = false)
            : base(nameof(Dropout3d))
        {
            this.p = p;
            this.inplace = inplace;
        }

        /// <summary>Probability of zeroing.</summary>
        public double p { get; set; }

        /// <summary>Whether the input itself is changed.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.Activate("feature_dropout", inplace, input, p, training);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Dropout3d"/>
            public static Modules.Dropout3d Dropout3d(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
