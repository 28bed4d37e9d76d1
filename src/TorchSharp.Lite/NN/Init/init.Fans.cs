namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initial values of parameters, from the default generator if none is given; gradients are not recorded.</summary>
        public static partial class init
        {
            /// <summary>Which side of a layer keeps its variance.</summary>
            public enum FanInOut
            {
                /// <summary>The number of inputs of a unit.</summary>
                FanIn,

                /// <summary>The number of outputs of a unit.</summary>
                FanOut,
            }

            /// <summary>What follows a layer.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing.</summary>
                Linear,

                /// <summary>A convolution over one dimension.</summary>
                Conv1D,

                /// <summary>A convolution over two dimensions.</summary>
                Conv2D,

                /// <summary>A convolution over three dimensions.</summary>
                Conv3D,

                /// <summary>A transposed convolution over one dimension.</summary>
                ConvTranspose1D,

                /// <summary>A transposed convolution over two dimensions.</summary>
                ConvTranspose2D,

                /// <summary>A transposed convolution over three dimensions.</summary>
                ConvTranspose3D,

                /// <summary>The logistic function.</summary>
                Sigmoid,

                /// <summary>The hyperbolic tangent.</summary>
                Tanh,

                /// <summary>max(x, 0).</summary>
                ReLU,

                /// <summary>max(x, 0) with a slope below zero.</summary>
                LeakyReLU,
            }

            /// <summary>The factor by which a nonlinearity shrinks the standard deviation, to be made up for.</summary>
            /// <param name="nonlinearity">What follows the layer.</param>
            /// <param name="param">Slope of a leaky ReLU; 0 stands for 0.01.</param>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => LeakyGain(param == 0 ? 0.01 : param),
                _ => 1,
            };

            /// <summary>Numbers of inputs and outputs of a unit of a layer with this weight.</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException("Fan in and fan out are not defined for fewer than two dimensions.", nameof(tensor));
                var field = shape[2..].Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            private static double LeakyGain(double slope) => Math.Sqrt(2 / (1 + slope * slope));
        }
    }
}
