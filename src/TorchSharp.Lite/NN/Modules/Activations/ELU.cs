using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x where positive, else alpha (exp(x) - 1): Clevert, Unterthiner and Hochreiter, ICLR 2016 (arXiv 1511.07289).</summary>
    public sealed class ELU : ParameterLessModule<Tensor, Tensor>
    {
        internal ELU(double alpha = 1, bool inplace = false)
            : base(nameof(ELU))
        {
            this.alpha = alpha;
            this.inplace = inplace;
        }

        /// <summary>Scale of the negative part.</summary>
        public double alpha { get; set; }

        /// <summary>Whether the input itself is changed.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.elu(input, alpha, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.ELU"/>
            public static Modules.ELU ELU(double alpha = 1, bool inplace = false) => new(alpha, inplace);
        }
    }
}
