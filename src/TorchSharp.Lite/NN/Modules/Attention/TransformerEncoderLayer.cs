using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Self-attention and a two-layer net, each with a residual connection and a normalisation after it: Vaswani et al., "Attention Is All
    /// You Need", NeurIPS 2017 (arXiv 1706.03762). Inputs are (length, batch, features).
    /// </summary>
    public sealed class TransformerEncoderLayer
        : nn.Module<Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly EncoderShape _shape;

        [ComponentName(Name = "self_attn")]
        private readonly MultiheadAttention _attention;

        [ComponentName(Name = "linear1")]
        private readonly Linear _first;

        [ComponentName(Name = "linear2")]
        private readonly Linear _second;

        [ComponentName(Name = "norm1")]
        private readonly LayerNorm _norm1;

        [ComponentName(Name = "norm2")]
        private readonly LayerNorm _norm2;

        internal TransformerEncoderLayer(EncoderShape shape)
            : base(nameof(TransformerEncoderLayer))
        {
            _shape = shape;
            _attention = nn.MultiheadAttention(shape.Features, shape.Heads, shape.Dropout);
            _first = nn.Linear(shape.Features, shape.Inner);
            _second = nn.Linear(shape.Inner, shape.Features);
            _norm1 = nn.LayerNorm(shape.Features);
            _norm2 = nn.LayerNorm(shape.Features);
            RegisterComponents();
        }

        /// <inheritdoc cref="call(Tensor, Tensor, Tensor)"/>
        public Tensor call(Tensor src, Tensor src_mask) => Encode(src, src_mask, null);

        /// <summary>Encodes a sequence; hooks run in the form without masks only.</summary>
        /// <param name="src">The sequence: (length, batch, features).</param>
        /// <param name="src_mask">True for pairs to leave out, or numbers to add to their scores: (length, length).</param>
        /// <param name="src_key_padding_mask">True for positions to leave out: (batch, length).</param>
        public Tensor call(Tensor src, Tensor src_mask, Tensor src_key_padding_mask) => Encode(src, src_mask, src_key_padding_mask);

        /// <summary>Encodes a sequence.</summary>
        public override Tensor forward(Tensor src) => Encode(src, null, null);

        /// <summary>A layer of the same shape with the same values in parameters of its own.</summary>
        internal TransformerEncoderLayer Copy()
        {
            var copy = new TransformerEncoderLayer(_shape);
            copy.load_state_dict(state_dict());
            return copy;
        }

        internal Tensor Encode(Tensor src, Tensor? mask, Tensor? padding)
        {
            using var scope = NewDisposeScope();
            var (attended, _) = _attention.call(src, src, src, padding, false, mask);
            var middle = _norm1.call(src.add(Dropped(attended)));
            var inner = _shape.Activation == nn.Activations.GELU
                ? nn.functional.gelu(_first.call(middle))
                : nn.functional.relu(_first.call(middle));
            return _norm2.call(middle.add(Dropped(_second.call(Dropped(inner))))).MoveToOuterDisposeScope();
        }

        private Tensor Dropped(Tensor tensor) => nn.functional.dropout(tensor, _shape.Dropout, training);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.TransformerEncoderLayer"/>
            public static Modules.TransformerEncoderLayer TransformerEncoderLayer(
                long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1,
                Activations activation = Activations.ReLU) =>
                new(new(d_model, nhead, dim_feedforward, dropout, activation));
        }
    }
}
