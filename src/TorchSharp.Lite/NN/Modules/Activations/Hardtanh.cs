using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x, held between two bounds.</summary>
    public sealed class Hardtanh : ParameterLessModule<Tensor, Tensor>
    {
        internal Hardtanh(double min_val = -1, double max_val = 1, bool inplace = false)
            : base(nameof(Hardtanh))
        {
            this.min_val = min_val;
            this.max_val = max_val;
            this.inplace = inplace;
        }

        /// <summary>The lower bound.</summary>
        public double min_val { get; set; }

        /// <summary>The upper bound.</summary>
        public double max_val { get; set; }

        /// <summary>Whether the input itself is changed.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.Activate("hardtanh", inplace, input, min_val, max_val);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Hardtanh"/>
            public static Modules.Hardtanh Hardtanh(double min_val = -1, double max_val = 1, bool inplace = false) =>
                new(min_val, max_val, inplace);
        }
    }
}
