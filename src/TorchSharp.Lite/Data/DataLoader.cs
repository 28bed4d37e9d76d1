using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Batches of samples that are tensors by name, stacked along a new first dimension.</summary>
    public sealed class DataLoader : DataLoader<Dictionary<string, Tensor>, Dictionary<string, Tensor>>
    {
        /// <inheritdoc/>
        public DataLoader(
            utils.data.Dataset dataset, int batchSize, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1,
            bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : base(dataset, batchSize, Collation.ByName, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset)
        {
        }

        /// <inheritdoc/>
        public DataLoader(
            utils.data.Dataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1,
            bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
            : base(dataset, batchSize, Collation.ByName, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset)
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
                /// <inheritdoc cref="Modules.DataLoader(Dataset, int, bool, Device?, int?, int, bool, bool, bool)"/>
                public static Modules.DataLoader DataLoader(
                    Dataset dataset, int batchSize, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1,
                    bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true) =>
                    new(dataset, batchSize, shuffle, device, seed, num_worker, drop_last, disposeBatch, disposeDataset);

                /// <inheritdoc cref="Modules.DataLoader(Dataset, int, IEnumerable{long}, Device?, int, bool, bool, bool)"/>
                public static Modules.DataLoader DataLoader(
                    Dataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1,
                    bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true) =>
                    new(dataset, batchSize, shuffler, device, num_worker, drop_last, disposeBatch, disposeDataset);
            }
        }
    }
}
