using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Logarithm of the softmax along a dimension.</summary>
    public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
    {
        internal LogSoftmax(long dim)
            : base(nameof(LogSoftmax))
        {
            this.dim = dim;
        }

        /// <summary>The dimension that sums to 1.</summary>
        public long dim { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.log_softmax(input, dim);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.LogSoftmax"/>
            public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
        }
    }
}
