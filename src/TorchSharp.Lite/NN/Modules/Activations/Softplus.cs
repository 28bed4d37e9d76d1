using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>log(1 + exp(beta x)) / beta; x itself where beta x is above the threshold.</summary>
    public sealed class Softplus : ParameterLessModule<Tensor, Tensor>
    {
        internal Softplus(double beta = 1, double threshold = 20)
            : base(nameof(Softplus))
        {
            this.beta = beta;
            this.threshold = threshold;
        }

        /// <summary>Sharpness of the bend.</summary>
        public double beta { get; set; }

        /// <summary>Where the function is taken to be linear.</summary>
        public double threshold { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.softplus(input, beta, threshold);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Softplus"/>
            public static Modules.Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);
        }
    }
}
