using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x times the normal distribution function of x: Hendrycks and Gimpel, 2016 (arXiv 1606.08415).</summary>
    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        internal GELU(Approximate approximate = Approximate.none, bool inplace = false)
            : base(nameof(GELU))
        {
            this.approximate = approximate;
            this.inplace = inplace;
        }

        /// <summary>How it is computed.</summary>
        public Approximate approximate { get; set; }

        /// <summary>Whether the input itself is changed.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.gelu(input, approximate, inplace);

        /// <summary>How the normal distribution function is computed.</summary>
        public enum Approximate
        {
            /// <summary>By the error function.</summary>
            none,

            /// <summary>By the paper's formula with tanh.</summary>
            tanh,
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.GELU"/>
            public static Modules.GELU GELU() => new();

            /// <inheritdoc cref="Modules.GELU"/>
            public static Modules.GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

            /// <inheritdoc cref="Modules.GELU"/>
            public static Modules.GELU GELU(Modules.GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
        }
    }
}
