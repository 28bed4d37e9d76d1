using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Rows of a table by number.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long? _padding_idx;
        private readonly double? _max_norm;
        private readonly double _norm_type;
        private readonly bool _scale_grad_by_freq;
        private readonly bool _sparse;

        internal Embedding(Parameter weight, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse)
            : base(nameof(Embedding))
        {
            _padding_idx = RequireRow(padding_idx, weight.shape[0]);
            (_max_norm, _norm_type, _scale_grad_by_freq, _sparse) = (max_norm, norm_type, scale_grad_by_freq, sparse);
            this.weight = weight;
        }

        /// <summary>The table: (rows, features).</summary>
        public Parameter weight
        {
            get => OwnParameter(nameof(weight))!;
            set => Own(nameof(weight), value);
        }

        /// <summary>
        /// Gives the rows that the elements name, in a new last dimension; rows longer than the largest norm are scaled first.
        /// </summary>
        public override Tensor forward(Tensor input)
        {
            if (_max_norm is { } limit)
                using (no_grad())
                    Aten.Run("embedding_renorm_", weight, input.contiguous(), limit, _norm_type);
            return Aten.Call("embedding", weight, input, _padding_idx ?? -1, _scale_grad_by_freq, _sparse);
        }

        /// <summary>A normally distributed table; the padding row is zero.</summary>
        internal static Parameter Table(long rows, long features, long? padding_idx, Device? device, ScalarType? dtype)
        {
            var paddingRow = RequireRow(padding_idx, rows);
            var table = ParameterFactory.Empty([rows, features], device, dtype);
            nn.init.normal_(table);
            if (paddingRow is not { } padding) return table;
            using var gradient = no_grad();
            using var row = table.select(0, padding);
            row.zero_();
            return table;
        }

        // Negative numbers count from the last row.
        private static long? RequireRow(long? padding_idx, long rows)
        {
            if (padding_idx < -rows || padding_idx >= rows)
                throw new ArgumentOutOfRangeException(nameof(padding_idx), padding_idx, $"The table has {rows} rows.");
            return padding_idx < 0 ? padding_idx + rows : padding_idx;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of rows that are looked up by number, normally distributed at first.</summary>
            /// <param name="num_embeddings">Number of rows.</param>
            /// <param name="embedding_dims">Number of features.</param>
            /// <param name="padding_idx">Row that is zero at first and is not trained.</param>
            /// <param name="max_norm">Rows with a larger norm are scaled down to it as they are looked up.</param>
            /// <param name="norm_type">Which norm.</param>
            /// <param name="scale_grad_by_freq">Whether gradients are divided by how often a row is looked up in the batch.</param>
            /// <param name="sparse">Whether gradients are sparse.</param>
            /// <param name="device">Where the table is.</param>
            /// <param name="dtype">Its element type.</param>
            public static Modules.Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new(
                    Modules.Embedding.Table(num_embeddings, embedding_dims, padding_idx, device, dtype),
                    padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);

            /// <summary>A layer over a copy of a given table, which is not trained if <paramref name="freeze"/> is set.</summary>
            /// <inheritdoc cref="Embedding"/>
            public static Modules.Embedding Embedding_from_pretrained(
                Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                using var source = embeddings.detach();
                var table = source.to(dtype ?? source.dtype, device ?? source.device, copy: true);
                return new(new Modules.Parameter(table, !freeze), padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
            }
        }
    }
}
