using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Samples are the slices of some tensors along their first dimension.</summary>
    public sealed class TensorDataset : utils.data.IterableDataset
    {
        private readonly Tensor[] _tensors;

        internal TensorDataset(Tensor[] tensors)
        {
            if (tensors is null || tensors.Length == 0)
                throw new ArgumentException("A TensorDataset needs at least one tensor.", nameof(tensors));
            var count = tensors[0].shape.FirstOrDefault(-1);
            if (count < 0 || Array.Exists(tensors, tensor => tensor.shape.FirstOrDefault(-1) != count))
                throw new ArgumentException("The first dimensions of the tensors differ.", nameof(tensors));
            _tensors = Array.ConvertAll(tensors, tensor => tensor.alias().DetachFromDisposeScope());
            Count = count;
        }

        /// <inheritdoc/>
        public override long Count { get; }

        /// <summary>The slices of a number.</summary>
        public IList<Tensor> this[long index] => Array.ConvertAll(_tensors, tensor => tensor.select(0, index));

        /// <inheritdoc/>
        public override IList<Tensor> GetTensor(long index) => this[index];

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
                foreach (var tensor in _tensors) tensor.Dispose();
            base.Dispose(disposing);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                /// <summary>A data set over tensors with equal first dimensions; it shares their memory.</summary>
                /// <exception cref="ArgumentException">There is no tensor, or the first dimensions differ.</exception>
                public static Modules.TensorDataset TensorDataset(params Tensor[] tensors) => new(tensors);
            }
        }
    }
}
