using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The larger of zero and the number, of each element.</summary>
        public Tensor relu() => Aten.Call("relu", this);

        /// <summary>The larger of zero and the number, of each element, in place.</summary>
        public Tensor relu_() => InPlace("relu_", this);

        /// <summary>The number times its logistic function, of each element.</summary>
        public Tensor silu() => Aten.Call("silu", this);

        /// <summary>The number times its logistic function, of each element, in place.</summary>
        public Tensor silu_() => InPlace("silu_", this);

        /// <summary>The scaled exponential linear unit, of each element.</summary>
        public Tensor selu() => Aten.Call("selu", this);

        /// <summary>The scaled exponential linear unit, of each element, in place.</summary>
        public Tensor selu_() => InPlace("selu_", this);

        /// <summary>The number limited to the range from zero to six, of each element.</summary>
        public Tensor relu6() => Aten.Call("relu6", this);

        /// <summary>The number limited to the range from zero to six, of each element, in place.</summary>
        public Tensor relu6_() => InPlace("relu6_", this);

        /// <summary>The number times the normal distribution function of it, of each element.</summary>
        public Tensor gelu() => Aten.Call("gelu", this);

        /// <summary>The number times the normal distribution function of it, exactly or approximated by tanh, of each element.</summary>
        public Tensor gelu(Modules.GELU.Approximate approximate) => Aten.Call("gelu", this, approximate.ToString());

        /// <summary>The number, or if it is negative that times the slope, of each element.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Aten.Call("leaky_relu", this, negative_slope);

        /// <summary>The number, or if it is negative that times the slope, of each element, in place.</summary>
        public Tensor leaky_relu_(Scalar negative_slope) => InPlace("leaky_relu_", this, negative_slope);

        /// <summary>The number, or if it is negative alpha * (exp(number) - 1), of each element.</summary>
        public Tensor elu(double alpha = 1) => Aten.Call("elu", this, alpha);

        /// <summary>The number, or if it is negative alpha * (exp(number) - 1), of each element, in place.</summary>
        public Tensor elu_(double alpha = 1) => InPlace("elu_", this, alpha);

        /// <summary>The number limited to the range from min to max, of each element.</summary>
        public Tensor hardtanh(Scalar min, Scalar max) => Aten.Call("hardtanh", this, min, max);

        /// <summary>The number limited to the range from min to max, of each element, in place.</summary>
        public Tensor hardtanh_(Scalar min, Scalar max) => InPlace("hardtanh_", this, min, max);

        /// <summary>log(1 + exp(beta * number)) / beta, of each element; the number itself where beta times it exceeds the threshold.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.Call("softplus", this, beta, threshold);

        /// <summary>Exponentials that are scaled so that their sum along a dimension is one.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.Call("softmax.int", this, dim, dtype);

        /// <summary>The logarithm of the softmax along a dimension.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.Call("log_softmax.int", this, dim, dtype);

        /// <summary>The logarithm of the sum of exponentials along a dimension.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.Call("logsumexp", this, new[] { dim }, keepdim);
    }
}
