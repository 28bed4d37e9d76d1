namespace TorchSharp;

public static partial class torch
{
    /// <summary>Probability distributions.</summary>
    public static partial class distributions
    {
        /// <summary>A batch of probability distributions.</summary>
        public abstract class Distribution : IDisposable
        {
            /// <summary>The source of random numbers; the default generator if null.</summary>
            protected Generator? generator;

            /// <summary>Creates a distribution.</summary>
            /// <param name="generator">The source of random numbers; the default generator if null.</param>
            /// <param name="batch_shape">Shape of the parameters.</param>
            /// <param name="event_shape">Shape of a single sample.</param>
            protected Distribution(Generator? generator, Size batch_shape, Size event_shape)
            {
                this.generator = generator;
                (this.batch_shape, this.event_shape) = (batch_shape, event_shape);
            }

            /// <summary>Shape of the parameters.</summary>
            public Size batch_shape { get; }

            /// <summary>Shape of a single sample.</summary>
            public Size event_shape { get; }

            /// <summary>Mean.</summary>
            public abstract Tensor mean { get; }

            /// <summary>Variance.</summary>
            public abstract Tensor variance { get; }

            /// <summary>Standard deviation.</summary>
            public virtual Tensor stddev => Computed(() => variance.sqrt());

            /// <summary>The most likely value.</summary>
            /// <exception cref="NotSupportedException">The distribution has none.</exception>
            public virtual Tensor mode => throw Unsupported(nameof(mode));

            /// <summary>Draws samples through which no gradient flows.</summary>
            /// <param name="sample_shape">Shape that is put before the batch's.</param>
            public virtual Tensor sample(params long[] sample_shape)
            {
                using var gradient = no_grad();
                return rsample(sample_shape);
            }

            /// <inheritdoc cref="sample(long[])"/>
            public Tensor sample(Size sample_shape) => sample(sample_shape.Shape);

            /// <summary>Draws samples through which gradients flow to the parameters, where the distribution allows it.</summary>
            /// <param name="sample_shape">Shape that is put before the batch's.</param>
            public abstract Tensor rsample(params long[] sample_shape);

            /// <summary>Logarithm of the probability, or of its density, at a value.</summary>
            public abstract Tensor log_prob(Tensor value);

            /// <summary>Entropy, in nats.</summary>
            public abstract Tensor entropy();

            /// <summary>A distribution whose parameters are expanded to another shape.</summary>
            /// <param name="batch_shape">The shape.</param>
            /// <param name="instance">Null, or a distribution of the same class; a new one is made all the same.</param>
            public abstract Distribution expand(Size batch_shape, Distribution? instance = null);

            /// <summary>Probability of a value at most this large.</summary>
            /// <exception cref="NotSupportedException">Not known in closed form.</exception>
            public virtual Tensor cdf(Tensor value) => throw Unsupported(nameof(cdf));

            /// <summary>The value that a given probability lies below.</summary>
            /// <exception cref="NotSupportedException">Not known in closed form.</exception>
            public virtual Tensor icdf(Tensor value) => throw Unsupported(nameof(icdf));

            /// <summary>All values that a discrete distribution can take, along a new first dimension.</summary>
            /// <param name="expand">Whether to repeat them for the whole batch.</param>
            /// <exception cref="NotSupportedException">The values cannot be counted.</exception>
            public virtual Tensor enumerate_support(bool expand = true) => throw Unsupported(nameof(enumerate_support));

            /// <summary>exp of the entropy.</summary>
            public virtual Tensor perplexity() => Computed(() => entropy().exp());

            /// <summary>Frees the parameters.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>Shape of samples: the asked one, then the batch's, then the event's.</summary>
            private protected long[] Extended(long[] sample_shape) => [.. sample_shape, .. batch_shape.Shape, .. event_shape.Shape];

            /// <summary>The result of a computation, whose temporaries are freed.</summary>
            private protected static Tensor Computed(Func<Tensor> computation)
            {
                using var scope = NewDisposeScope();
                return computation().MoveToOuterDisposeScope();
            }

            private NotSupportedException Unsupported(string member) => new($"{GetType().Name} has no {member}.");
        }
    }
}
