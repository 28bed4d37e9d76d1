using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Encoder layers one after the other, which begin as copies of one layer.</summary>
    public sealed class TransformerEncoder
        : nn.Module<Tensor, Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>
    {
        [ComponentName(Name = "layers")]
        private readonly ModuleList<TransformerEncoderLayer> _layers;

        internal TransformerEncoder(TransformerEncoderLayer encoder_layer, long num_layers)
            : base(nameof(TransformerEncoder))
        {
            ArgumentNullException.ThrowIfNull(encoder_layer);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(num_layers);
            _layers = nn.ModuleList<TransformerEncoderLayer>();
            for (long i = 0; i < num_layers; i++) _layers.Add(encoder_layer.Copy());
            RegisterComponents();
        }

        /// <inheritdoc cref="forward"/>
        public Tensor call(Tensor src) => base.call(src, null!, null!);

        /// <inheritdoc cref="forward"/>
        public Tensor call(Tensor src, Tensor src_mask) => base.call(src, src_mask, null!);

        /// <summary>Encodes a sequence.</summary>
        /// <param name="src">The sequence: (length, batch, features).</param>
        /// <param name="src_mask">True for pairs to leave out, or numbers to add to their scores: (length, length).</param>
        /// <param name="src_key_padding_mask">True for positions to leave out: (batch, length).</param>
        public override Tensor forward(Tensor src, Tensor src_mask, Tensor src_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            return _layers.Aggregate(src, (value, layer) => layer.Encode(value, src_mask, src_key_padding_mask)).MoveToOuterDisposeScope();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.TransformerEncoder"/>
            public static Modules.TransformerEncoder TransformerEncoder(Modules.TransformerEncoderLayer encoder_layer, long num_layers) =>
                new(encoder_layer, num_layers);
        }
    }
}
