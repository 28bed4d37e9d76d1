using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>
            /// Uniform, scaled by the fan for rectifiers: He et al., "Delving Deep into Rectifiers", 2015 (arXiv 1502.01852).
            /// </summary>
            /// <param name="tensor">A layer's weight.</param>
            /// <param name="a">Slope of the leaky ReLU that follows.</param>
            /// <param name="mode">Which side keeps its variance.</param>
            /// <param name="nonlinearity">What follows the layer.</param>
            public static Tensor kaiming_uniform_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Normal, scaled by the fan for rectifiers: see <see cref="kaiming_uniform_"/>.</summary>
            /// <inheritdoc cref="kaiming_uniform_"/>
            public static Tensor kaiming_normal_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>
            /// Uniform, scaled by both fans: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
            /// networks", 2010.
            /// </summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = Math.Sqrt(3) * (gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>The same as <see cref="xavier_uniform_"/>: TorchSharp draws uniformly under this name too.</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            /// <inheritdoc cref="xavier_uniform_"/>
            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            /// <inheritdoc cref="xavier_normal_"/>
            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            /// <summary>
            /// A random orthogonal matrix: Saxe, McClelland and Ganguli, 2014 (arXiv 1312.6120). Further dimensions are flattened.
            /// </summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                if (tensor.ndim < 2)
                    throw new ArgumentException("Only tensors of two or more dimensions can be orthogonal.", nameof(tensor));
                return Fill(tensor, target =>
                {
                    var rows = target.shape[0];
                    var columns = target.numel() / rows;
                    var noise = empty(rows, columns, target.dtype, target.device).normal_();
                    var (q, r) = Aten.Pair("linalg_qr", rows < columns ? noise.t() : noise);
                    var signed = q.mul(Aten.Call("diag", r).sign());
                    target.copy_((rows < columns ? signed.t() : signed).reshape(target.shape)).mul_(gain);
                });
            }

            /// <summary>
            /// Normal, with a part of each column set to zero: Martens, "Deep learning via Hessian-free optimization", 2010.
            /// </summary>
            /// <param name="tensor">A matrix.</param>
            /// <param name="sparsity">The part that is zero.</param>
            /// <param name="std">Standard deviation of the rest.</param>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                if (tensor.ndim != 2) throw new ArgumentException("Only a matrix can be sparse.", nameof(tensor));
                return Fill(tensor, target =>
                {
                    var (rows, columns) = (target.shape[0], target.shape[1]);
                    var zeros = (long)Math.Ceiling(sparsity * rows);
                    target.normal_(0, std);
                    for (long column = 0; column < columns; column++)
                    {
                        var chosen = randperm(rows, device: target.device).narrow(0, 0, zeros);
                        Aten.Run("index_fill_.int_Scalar", target.select(1, column), 0, chosen, 0);
                    }
                });
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var gain = nonlinearity == NonlinearityType.LeakyReLU ? LeakyGain(a) : calculate_gain(nonlinearity, a);
                return gain / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }
        }
    }
}
