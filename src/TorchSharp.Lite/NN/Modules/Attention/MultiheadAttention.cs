using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Attention in several subspaces at once: Vaswani et al., "Attention Is All You Need", NeurIPS 2017 (arXiv 1706.03762). Inputs are
    /// (length, batch, features).
    /// </summary>
    public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
    {
        private readonly long _heads;
        private readonly double _dropout;
        private readonly bool _addZeroAttention;

        internal MultiheadAttention(
            long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long? kdim, long? vdim)
            : base(nameof(MultiheadAttention))
        {
            if (embedded_dim % num_heads != 0)
                throw new ArgumentException($"{embedded_dim} features do not fall into {num_heads} equal heads.", nameof(num_heads));
            (_heads, _dropout, _addZeroAttention) = (num_heads, dropout, add_zero_attn);
            // The draws come in libtorch's order: the output projection first.
            var outWeight = ParameterFactory.Weight([embedded_dim, embedded_dim], null, null);
            if (bias) ParameterFactory.Bias(embedded_dim, outWeight, null, null).Dispose();
            RegisterInputProjections(embedded_dim, kdim ?? embedded_dim, vdim ?? embedded_dim);
            if (bias) register_parameter("in_proj_bias", ParameterFactory.Full([3 * embedded_dim], 0, null, null));
            foreach (var name in add_bias_kv ? new[] { "bias_k", "bias_v" } : [])
            {
                register_parameter(name, ParameterFactory.Empty([1, 1, embedded_dim], null, null));
                nn.init.normal_(OwnParameter(name)!, 0, Math.Sqrt(2.0 / (2 * embedded_dim)));
            }
            register_parameter("out_proj.weight", outWeight);
            if (bias) register_parameter("out_proj.bias", ParameterFactory.Full([embedded_dim], 0, null, null));
        }

        /// <summary>Runs the hooks and <see cref="forward"/>.</summary>
        /// <inheritdoc cref="forward"/>
        public new Tuple<Tensor, Tensor> call(
            Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
            base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

        /// <summary>Attends to values by the likeness of queries and keys.</summary>
        /// <param name="query">Queries: (L, N, E).</param>
        /// <param name="key">Keys: (S, N, K).</param>
        /// <param name="value">Values: (S, N, V).</param>
        /// <param name="key_padding_mask">True for keys to leave out: (N, S).</param>
        /// <param name="need_weights">Whether to give the attention weights too.</param>
        /// <param name="attn_mask">True for pairs to leave out, or numbers to add to their scores: (L, S) or (N heads, L, S).</param>
        /// <returns>The outputs (L, N, E), and the weights averaged over the heads (N, L, S), or null.</returns>
        public override Tuple<Tensor, Tensor> forward(
            Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
        {
            using var scope = NewDisposeScope();
            var heads = new AttentionHeads(query.shape[0], query.shape[1], query.shape[2], _heads);
            var (q, k, v) = Project(query, key, value);
            var mask = AttentionMask.Combine(attn_mask, key_padding_mask, heads, key.shape[0], q.dtype);
            if (OwnParameter("bias_k") is { } biasK)
            {
                k = cat([k, biasK.expand(1, heads.Batch, heads.Features)]);
                v = cat([v, OwnParameter("bias_v")!.expand(1, heads.Batch, heads.Features)]);
            }
            (q, k, v) = (heads.Split(q), heads.Split(k), heads.Split(v));
            if (_addZeroAttention) (k, v) = (AttentionHeads.WithZero(k), AttentionHeads.WithZero(v));
            var (result, weights) = heads.Attend(q, k, v, mask, training ? _dropout : 0);
            var output = nn.functional.linear(heads.Join(result), OwnParameter("out_proj.weight")!, OwnParameter("out_proj.bias"));
            return Tuple.Create(
                output.MoveToOuterDisposeScope(), need_weights ? heads.Average(weights).MoveToOuterDisposeScope() : null!);
        }

        private void RegisterInputProjections(long features, long keyFeatures, long valueFeatures)
        {
            var shared = keyFeatures == features && valueFeatures == features;
            (string Name, long Rows, long Columns)[] projections = shared
                ? [("in_proj_weight", 3 * features, features)]
                : [("q_proj_weight", features, features), ("k_proj_weight", features, keyFeatures), ("v_proj_weight", features, valueFeatures)];
            foreach (var (name, rows, columns) in projections)
            {
                var weight = ParameterFactory.Empty([rows, columns], null, null);
                nn.init.xavier_uniform_(weight);
                register_parameter(name, weight);
            }
        }

        private (Tensor Query, Tensor Key, Tensor Value) Project(Tensor query, Tensor key, Tensor value)
        {
            var weights = OwnParameter("in_proj_weight")?.chunk(3)
                ?? [OwnParameter("q_proj_weight")!, OwnParameter("k_proj_weight")!, OwnParameter("v_proj_weight")!];
            var biases = OwnParameter("in_proj_bias")?.chunk(3);
            return (Project(query, 0), Project(key, 1), Project(value, 2));

            Tensor Project(Tensor input, int part) => nn.functional.linear(input, weights[part], biases?[part]);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.MultiheadAttention"/>
            /// <param name="embedded_dim">Number of features of the queries and of the output.</param>
            /// <param name="num_heads">Number of subspaces.</param>
            /// <param name="dropout">Probability of dropping an attention weight while training.</param>
            /// <param name="bias">Whether the projections have biases.</param>
            /// <param name="add_bias_kv">Whether a learned key and value are added.</param>
            /// <param name="add_zero_attn">Whether a key and a value of zeros are added.</param>
            /// <param name="kdim">Number of features of the keys; that of the queries if null.</param>
            /// <param name="vdim">Number of features of the values; that of the queries if null.</param>
            public static Modules.MultiheadAttention MultiheadAttention(
                long embedded_dim, long num_heads, double dropout = 0, bool bias = true, bool add_bias_kv = false,
                bool add_zero_attn = false,
                long? kdim = null, long? vdim = null) =>
                new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim, vdim);
        }
    }
}
