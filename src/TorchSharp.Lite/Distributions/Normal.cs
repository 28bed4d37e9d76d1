using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The normal distribution.</summary>
    public class Normal : distributions.Distribution
    {
        private readonly Tensor _loc;
        private readonly Tensor _scale;

        /// <summary>Creates a distribution.</summary>
        /// <param name="loc">Mean.</param>
        /// <param name="scale">Standard deviation.</param>
        /// <param name="generator">The source of random numbers; the default generator if null.</param>
        public Normal(Tensor loc, Tensor scale, Generator? generator = null)
            : this(DistributionParameter.Broadcast(loc, scale), generator)
        {
        }

        private Normal((Tensor Loc, Tensor Scale) parameters, Generator? generator)
            : base(generator, parameters.Loc.shape, Size.Empty) => (_loc, _scale) = parameters;

        /// <inheritdoc/>
        public override Tensor mean => _loc.alias();

        /// <inheritdoc/>
        public override Tensor mode => _loc.alias();

        /// <inheritdoc/>
        public override Tensor stddev => _scale.alias();

        /// <inheritdoc/>
        public override Tensor variance => _scale.square();

        /// <inheritdoc/>
        public override Tensor sample(params long[] sample_shape)
        {
            using var gradient = no_grad();
            return Computed(() => normal(_loc.expand(Extended(sample_shape)), _scale.expand(Extended(sample_shape)), generator));
        }

        /// <inheritdoc/>
        public override Tensor rsample(params long[] sample_shape) => Computed(() =>
        {
            var noise = empty(Extended(sample_shape), _loc.dtype, _loc.device).normal_(0, 1, generator);
            return _loc.add(noise.mul(_scale));
        });

        /// <inheritdoc/>
        public override Tensor log_prob(Tensor value) => Computed(() =>
            value.sub(_loc).square().div(_scale.square().mul(-2)).sub(_scale.log()).sub(Math.Log(Math.Sqrt(2 * Math.PI))));

        /// <inheritdoc/>
        public override Tensor entropy() => Computed(() => _scale.log().add(0.5 + 0.5 * Math.Log(2 * Math.PI)));

        /// <inheritdoc/>
        public override Tensor cdf(Tensor value) => Computed(() =>
            value.sub(_loc).div(_scale).div(Math.Sqrt(2)).erf().add(1).mul(0.5));

        /// <inheritdoc/>
        public override Tensor icdf(Tensor value) => Computed(() =>
            Aten.Call("erfinv", value.mul(2).sub(1)).mul(_scale).mul(Math.Sqrt(2)).add(_loc));

        /// <inheritdoc/>
        public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
        {
            using var scope = NewDisposeScope();
            return new Normal(_loc.expand(batch_shape.Shape), _scale.expand(batch_shape.Shape), generator);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _loc.Dispose();
                _scale.Dispose();
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
            /// <inheritdoc cref="Modules.Normal(Tensor, Tensor, Generator?)"/>
            public static Modules.Normal Normal(Tensor loc, Tensor scale, Generator? generator = null) => new(loc, scale, generator);

            /// <inheritdoc cref="Modules.Normal(Tensor, Tensor, Generator?)"/>
            public static Modules.Normal Normal(float loc, float scale = 1, Generator? generator = null)
            {
                using var scope = NewDisposeScope();
                return new(tensor(loc), tensor(scale), generator);
            }

            /// <inheritdoc cref="Modules.Normal(Tensor, Tensor, Generator?)"/>
            public static Modules.Normal Normal(double loc, double scale = 1, Generator? generator = null)
            {
                using var scope = NewDisposeScope();
                return new(tensor(loc), tensor(scale), generator);
            }
        }
    }
}
