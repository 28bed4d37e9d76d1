using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x times sigmoid(x).</summary>
    public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
    {
        internal SiLU(bool inplace = false)
            : base(nameof(SiLU))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether the input itself is changed.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.silu(input, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.SiLU"/>
            public static Modules.SiLU SiLU() => new();

            /// <inheritdoc cref="Modules.SiLU"/>
            public static Modules.SiLU SiLU(bool inplace) => new(inplace);
        }
    }
}
