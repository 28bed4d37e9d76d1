using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x Wᵀ + b.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Aten.Call("linear", input, weights, bias);

            /// <summary>Cross-correlation over one spatial dimension.</summary>
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null,
                long groups = 1) =>
                Aten.Call("conv1d", input, weight, bias, One(stride, 1), One(padding, 0), One(dilation, 1), groups);

            /// <summary>Cross-correlation over two spatial dimensions.</summary>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                long groups = 1) =>
                Aten.Call("conv2d", input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

            /// <summary>
            /// While training, zeroes each element with probability p and scales the others by 1 / (1 - p): Srivastava et al., "Dropout: A Simple
            /// Way to Prevent Neural Networks from Overfitting", JMLR 15, 2014. Otherwise gives the input.
            /// </summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                Activate("dropout", inplace, input, p, training);

            /// <summary>Normalises each channel: Ioffe and Szegedy, "Batch Normalization", ICML 2015 (arXiv 1502.03167).</summary>
            /// <param name="input">Batch, channels, and any further dimensions.</param>
            /// <param name="running_mean">Updated while training; used otherwise.</param>
            /// <param name="running_var">Updated while training; used otherwise.</param>
            /// <param name="weight">Scale of each channel.</param>
            /// <param name="bias">Shift of each channel.</param>
            /// <param name="training">Whether the batch's own statistics are used.</param>
            /// <param name="momentum">Weight of the batch in the running statistics.</param>
            /// <param name="eps">Added to the variance.</param>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false,
                double momentum = 0.1, double eps = 1e-05) =>
                Aten.Call("batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>
            /// Normalises over the last dimensions: Ba, Kiros and Hinton, "Layer Normalization", 2016 (arXiv 1607.06450).
            /// </summary>
            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Aten.Call("layer_norm", input, normalized_shape, weight, bias, eps);

            /// <summary>Normalises over groups of channels: Wu and He, "Group Normalization", ECCV 2018 (arXiv 1803.08494).</summary>
            public static Tensor group_norm(
                Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Aten.Call("group_norm", input, num_groups, weight, bias, eps);

            /// <summary>Divides by the p-norm along a dimension, or by eps where that is larger.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                using var norm = Aten.Call("norm.ScalarOpt_dim", input, p, new[] { dim }, true);
                using var divisor = Aten.Call("clamp_min", norm, eps);
                return input.div(divisor);
            }

            /// <summary>Ones at the positions that the elements name, in a new last dimension.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.Call("one_hot", x, num_classes);

            /// <summary>
            /// softmax(Q Kᵀ / √d + mask) V: Vaswani et al., "Attention Is All You Need", NeurIPS 2017 (arXiv 1706.03762).
            /// </summary>
            /// <param name="query">Queries: (..., L, E).</param>
            /// <param name="key">Keys: (..., S, E).</param>
            /// <param name="value">Values: (..., S, V).</param>
            /// <param name="attn_mask">True where attention is allowed, or a number to add to each score.</param>
            /// <param name="p">Probability of dropping a weight.</param>
            /// <param name="is_casual">Whether a query sees only the keys up to its own position.</param>
            /// <exception cref="ArgumentException">A mask is given together with <paramref name="is_casual"/>.</exception>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                if (is_casual && attn_mask is not null)
                    throw new ArgumentException("Causal attention takes no mask of its own.", nameof(attn_mask));
                using var scope = NewDisposeScope();
                var length = Math.Sqrt(query.shape[^1]);
                var scores = query.div(length).matmul(key.transpose(-2, -1));
                var allowed = is_casual ? ones(query.shape[^2], key.shape[^2], ScalarType.Bool, query.device).tril() : attn_mask;
                if (allowed is not null)
                    scores = allowed.dtype == ScalarType.Bool
                        ? scores.masked_fill(allowed.logical_not(), double.NegativeInfinity)
                        : scores.add(allowed);
                return dropout(softmax(scores, -1), p).matmul(value).MoveToOuterDisposeScope();
            }

            private static long[] One(long? value, long otherwise) => [value ?? otherwise];
        }
    }
}
