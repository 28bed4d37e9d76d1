using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The uniform distribution between two bounds, the lower one included.</summary>
    public class Uniform : distributions.Distribution
    {
        private readonly Tensor _low;
        private readonly Tensor _high;

        /// <summary>Creates a distribution.</summary>
        /// <param name="low">Lower bound.</param>
        /// <param name="high">Upper bound.</param>
        /// <param name="generator">The source of random numbers; the default generator if null.</param>
        public Uniform(Tensor low, Tensor high, Generator? generator = null)
            : this(DistributionParameter.Broadcast(low, high), generator)
        {
        }

        private Uniform((Tensor Low, Tensor High) parameters, Generator? generator)
            : base(generator, parameters.Low.shape, Size.Empty) => (_low, _high) = parameters;

        /// <inheritdoc/>
        public override Tensor mean => Computed(() => _low.add(_high).div(2));

        /// <inheritdoc/>
        public override Tensor variance => Computed(() => _high.sub(_low).square().div(12));

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape) => Computed(() =>
        {
            var part = rand(Extended(sample_shape), _low.dtype, _low.device, generator: generator);
            return part.mul(_high.sub(_low)).add(_low);
        });

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value) => Computed(() =>
            value.ge(_low).logical_and(value.lt(_high)).to(_low.dtype).log().sub(_high.sub(_low).log()));

        /// <inheritdoc/>
        public override Tensor entropy() => Computed(() => _high.sub(_low).log());

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value) => Computed(() => value.sub(_low).div(_high.sub(_low)).clamp(0, 1));

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value) => Computed(() => value.mul(_high.sub(_low)).add(_low));

        /// <inheritdoc/>
        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            using var scope = NewDisposeScope();
            return new Uniform(_low.expand(batch_shape.Shape), _high.expand(batch_shape.Shape), generator);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _low.Dispose();
                _high.Dispose();
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
            /// <inheritdoc cref="Modules.Uniform(Tensor, Tensor, Generator?)"/>
            public static Modules.Uniform Uniform(Tensor low, Tensor high, Generator? generator = null) => new(low, high, generator);
        }
    }
}
