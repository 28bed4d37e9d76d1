using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>Fills with zeros.</summary>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>Fills with ones.</summary>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>Fills with a number.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, target => target.fill_(val));

            /// <summary>Makes a matrix the identity.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.ndim != 2) throw new ArgumentException("Only a matrix can be made the identity.", nameof(tensor));
                return Fill(tensor, target => target.copy_(eye(target.shape[0], target.shape[1], target.dtype, target.device)));
            }

            /// <summary>Makes a convolution's weight pass as many channels as it can unchanged.</summary>
            /// <exception cref="ArgumentException">The tensor has not three to five dimensions.</exception>
            public static Tensor dirac_(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length is < 3 or > 5)
                    throw new ArgumentException("Only weights of three to five dimensions can pass channels.", nameof(tensor));
                return Fill(tensor, target =>
                {
                    target.zero_();
                    var centre = target;
                    for (var dim = shape.Length - 1; dim >= 2; dim--) centre = centre.select(dim, shape[dim] / 2);
                    centre.copy_(eye(shape[0], shape[1], target.dtype, target.device));
                });
            }

            /// <summary>Draws from a uniform distribution.</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, target => target.uniform_(low, high, generator));

            /// <summary>Draws from a normal distribution.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, target => target.normal_(mean, std, generator));

            /// <summary>
            /// Draws from a normal distribution held between two bounds, through the inverse of its distribution function.
            /// </summary>
            public static Tensor trunc_normal_(
                Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                using var bounds = torch.tensor(new[] { (a - mean) / std, (b - mean) / std });
                using var cumulative = Aten.Call("special_ndtr", bounds);
                var ends = cumulative.data<double>().ToArray();
                var (low, high) = (ends[0], ends[1]);
                return Fill(tensor, target =>
                {
                    target.uniform_(2 * low - 1, 2 * high - 1, generator);
                    Aten.Run("erfinv_", target);
                    target.mul_(std * Math.Sqrt(2)).add_(mean);
                    Aten.Run("clamp_", target, a, b);
                });
            }

            /// <summary>Runs a change in place without recording it, frees what it made, and gives the same tensor.</summary>
            private static Tensor Fill(Tensor tensor, Action<Tensor> change)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using var gradient = no_grad();
                using var scope = NewDisposeScope();
                change(tensor);
                return tensor;
            }
        }
    }
}
