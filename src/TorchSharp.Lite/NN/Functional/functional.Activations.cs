using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers, activations and losses as functions without state.</summary>
        public static partial class functional
        {
            /// <summary>max(x, 0).</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => Activate("relu", inplace, x);

            /// <summary>x times the normal distribution function of x: Hendrycks and Gimpel, 2016 (arXiv 1606.08415).</summary>
            public static Tensor gelu(Tensor x) => gelu(x, false);

            /// <inheritdoc cref="gelu(Tensor)"/>
            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            /// <inheritdoc cref="gelu(Tensor)"/>
            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                Activate("gelu", inplace, x, approximate.ToString());

            /// <summary>x times sigmoid(x).</summary>
            public static Tensor silu(Tensor x, bool inplace = false) => Activate("silu", inplace, x);

            /// <summary>x where positive, else x times the slope.</summary>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                Activate("leaky_relu", inplace, input, negative_slope);

            /// <summary>x where positive, else alpha (exp(x) - 1).</summary>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => Activate("elu", inplace, x, alpha);

            /// <summary>Hyperbolic tangent.</summary>
            public static Tensor tanh(Tensor x, bool inplace = false) => Activate("tanh", inplace, x);

            /// <summary>1 / (1 + exp(-x)).</summary>
            public static Tensor sigmoid(Tensor x) => sigmoid(x, false);

            /// <inheritdoc cref="sigmoid(Tensor)"/>
            public static Tensor sigmoid(Tensor x, bool inplace) => Activate("sigmoid", inplace, x);

            /// <summary>exp(x) over its sum along a dimension.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Aten.Call("softmax.int", input, dim, dtype);

            /// <summary>Logarithm of the softmax along a dimension.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => Aten.Call("log_softmax.int", x, dim);

            /// <summary>Logarithm of the sigmoid.</summary>
            public static Tensor logsigmoid(Tensor x) => Aten.Call("log_sigmoid", x);

            /// <summary>log(1 + exp(beta x)) / beta; x itself where beta x is above the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Aten.Call("softplus", x, beta, threshold);

            /// <summary>Calls an operator, or its in-place form on the first argument, of which an alias is given back.</summary>
            internal static Tensor Activate(string name, bool inplace, Tensor x, params ReadOnlySpan<Argument> rest)
            {
                Argument[] arguments = [x, .. rest];
                if (!inplace) return Aten.Call(name, arguments);
                Aten.Run(name + "_", arguments);
                return x.alias();
            }
        }
    }
}
