using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>One with some probability, else zero.</summary>
    public class Bernoulli : distributions.Distribution
    {
        /// <summary>Creates a distribution from probabilities or from log-odds.</summary>
        /// <param name="probs">Probability of one.</param>
        /// <param name="logits">Log-odds of one.</param>
        /// <param name="generator">The source of random numbers; the default generator if null.</param>
        /// <exception cref="ArgumentException">Both are given, or none.</exception>
        public Bernoulli(Tensor? probs = null, Tensor? logits = null, Generator? generator = null)
            : base(generator, (probs ?? logits)?.shape ?? [], Size.Empty)
        {
            DistributionParameter.RequireOne(probs, logits);
            using var scope = NewDisposeScope();
            this.probs = DistributionParameter.Owned(probs ?? logits!.sigmoid());
            var clamped = DistributionParameter.Clamped(this.probs);
            this.logits = DistributionParameter.Owned(logits ?? clamped.log().sub(clamped.neg().log1p()));
        }

        /// <summary>Probability of one.</summary>
        public Tensor probs { get; }

        /// <summary>Log-odds of one.</summary>
        public Tensor logits { get; }

        /// <inheritdoc/>
        public override Tensor mean => probs.alias();

        /// <inheritdoc/>
        public override Tensor variance => Computed(() => probs.mul(probs.neg().add(1)));

        /// <summary>One where it is the likelier value, else zero; NaN where both are as likely.</summary>
        public override Tensor mode => Computed(() => probs.ge(0.5).to(probs.dtype).masked_fill(probs.eq(0.5), double.NaN));

        /// <summary>Draws samples; no gradient flows through them.</summary>
        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape)
        {
            using var gradient = no_grad();
            return Computed(() => bernoulli(probs.expand(Extended(sample_shape)), generator));
        }

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value) => Computed(() =>
        {
            var shapes = broadcast_tensors(logits, value);
            return nn.functional.binary_cross_entropy_with_logits(shapes[0], shapes[1], reduction: nn.Reduction.None).neg();
        });

        /// <inheritdoc/>
        public override Tensor entropy() => nn.functional.binary_cross_entropy_with_logits(logits, probs, reduction: nn.Reduction.None);

        /// <inheritdoc/>
        public override Tensor enumerate_support(bool expand = true) => Computed(() =>
        {
            var ones = Enumerable.Repeat(1L, batch_shape.Length).ToArray();
            var values = arange(2, probs.dtype, probs.device).view([2, .. ones]);
            return expand ? values.expand([2, .. batch_shape.Shape]) : values;
        });

        /// <inheritdoc/>
        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            using var scope = NewDisposeScope();
            return new Bernoulli(logits: logits.expand(batch_shape.Shape), generator: generator);
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
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <inheritdoc cref="Modules.Bernoulli(Tensor?, Tensor?, Generator?)"/>
            public static Modules.Bernoulli Bernoulli(Tensor? probs = null, Tensor? logits = null, Generator? generator = null) =>
                new(probs, logits, generator);
        }
    }
}
