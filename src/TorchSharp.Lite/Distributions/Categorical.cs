using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>One of several categories; those are the last dimension of the parameters.</summary>
    public class Categorical : distributions.Distribution
    {
        /// <summary>Creates a distribution from weights or from logarithms of weights.</summary>
        /// <param name="probs">Weights of the categories; they need not sum to 1.</param>
        /// <param name="logits">Logarithms of weights, up to a constant.</param>
        /// <param name="generator">The source of random numbers; the default generator if null.</param>
        /// <exception cref="ArgumentException">Both are given, or none, or they have no dimension.</exception>
        public Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null)
            : base(generator, BatchOf(probs ?? logits), Size.Empty)
        {
            DistributionParameter.RequireOne(probs, logits);
            using var scope = NewDisposeScope();
            this.probs = DistributionParameter.Owned(probs?.div(probs.sum(-1, keepdim: true)) ?? logits!.softmax(-1));
            this.logits = DistributionParameter.Owned(
                logits?.sub(logits.logsumexp(-1, keepdim: true)) ?? DistributionParameter.Clamped(this.probs).log());
            param_shape = this.probs.shape;
        }

        /// <summary>Probabilities of the categories.</summary>
        public Tensor probs { get; }

        /// <summary>Logarithms of the probabilities.</summary>
        public Tensor logits { get; }

        /// <summary>Shape of the parameters.</summary>
        public long[] param_shape { get; }

        /// <summary>NaN: categories have no mean.</summary>
        public override Tensor mean => full(Extended([]), double.NaN, probs.dtype, probs.device);

        /// <summary>NaN: categories have no variance.</summary>
        public override Tensor variance => full(Extended([]), double.NaN, probs.dtype, probs.device);

        /// <inheritdoc/>
        public override Tensor mode => probs.argmax(-1);

        /// <summary>Draws category numbers, with replacement; no gradient flows through them.</summary>
        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            using var gradient = no_grad();
            return Computed(() =>
            {
                var count = sample_shape.Aggregate(1L, (product, size) => product * size);
                return probs.reshape(-1, param_shape[^1]).multinomial(count, true, generator).t().reshape(Extended(sample_shape));
            });
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value) => Computed(() =>
        {
            var shapes = broadcast_tensors(value.to(ScalarType.Int64).unsqueeze(-1), logits);
            return shapes[1].gather(-1, shapes[0].narrow(-1, 0, 1)).squeeze(-1);
        });

        /// <inheritdoc/>
        public override Tensor entropy() => Computed(() => logits.clamp_min(finfo(logits.dtype).min).mul(probs).sum(-1).neg());

        /// <inheritdoc/>
        public override Tensor enumerate_support(bool expand = true) => Computed(() =>
        {
            var ones = Enumerable.Repeat(1L, batch_shape.Length).ToArray();
            var values = arange(param_shape[^1], ScalarType.Int64, probs.device).view([-1, .. ones]);
            return expand ? values.expand([param_shape[^1], .. batch_shape.Shape]) : values;
        });

        /// <inheritdoc/>
        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            using var scope = NewDisposeScope();
            return new Categorical(logits: logits.expand([.. batch_shape.Shape, param_shape[^1]]), generator: generator);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                probs.Dispose();
                logits.Dispose();
            }
            base.Dispose(disposing);
        }

        private static long[] BatchOf(Tensor? parameter)
        {
            if (parameter?.ndim == 0)
                throw new ArgumentException("The parameters need at least one dimension: the categories.", nameof(parameter));
            return parameter?.shape[..^1] ?? [];
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <inheritdoc cref="Modules.Categorical(Tensor?, Tensor?, Generator?)"/>
            public static Modules.Categorical Categorical(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) =>
                new(probs, logits, generator);

            /// <summary>Categories that are all as likely.</summary>
            /// <param name="categories">How many.</param>
            /// <param name="generator">The source of random numbers; the default generator if null.</param>
            public static Modules.Categorical Categorical(int categories, Generator? generator = null)
            {
                using var weights = ones(categories);
                return new(probs: weights, generator: generator);
            }
        }
    }
}
