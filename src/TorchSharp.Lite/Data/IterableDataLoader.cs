using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Batches of samples that are lists of tensors, stacked along a new first dimension.</summary>
    public sealed class IterableDataLoader : DataLoader<IList<Tensor>, IList<Tensor>>
    {
        /// <inheritdoc/>
        public IterableDataLoader(
            utils.data.IterableDataset dataset, int batchSize, bool shuffle = false, Device? device = null, int? seed = null,
            int num_worker = 1,
            bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : base(dataset, batchSize, Collation.ByPosition, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        /// <inheritdoc/>
        public IterableDataLoader(
            utils.data.IterableDataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1,
            bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : base(dataset, batchSize, Collation.ByPosition, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        internal override bool BatchesAreCopies => true;
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
                /// <inheritdoc cref="Modules.IterableDataLoader(IterableDataset, int, bool, Device?, int?, int, bool, bool, bool)"/>
                public static Modules.IterableDataLoader DataLoader(
                    IterableDataset dataset, int batchSize, bool shuffle = false, Device? device = null, int? seed = null,
                    int num_worker = 1,
                    bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true) =>
                    new(dataset, batchSize, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset);

                /// <inheritdoc cref="Modules.IterableDataLoader(IterableDataset, int, IEnumerable{long}, Device?, int, bool, bool, bool)"/>
                public static Modules.IterableDataLoader DataLoader(
                    IterableDataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1,
                    bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true) =>
                    new(dataset, batchSize, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset);
            }
        }
    }
}
