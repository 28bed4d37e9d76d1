using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The absolute value, of each element.</summary>
        public Tensor abs() => Aten.Call("abs", this);

        /// <summary>The negated number, of each element.</summary>
        public Tensor neg() => Aten.Call("neg", this);

        /// <summary>e to the power of the number, of each element.</summary>
        public Tensor exp() => Aten.Call("exp", this);

        /// <summary>e to the power of the number, minus one, of each element.</summary>
        public Tensor expm1() => Aten.Call("expm1", this);

        /// <summary>Two to the power of the number, of each element.</summary>
        public Tensor exp2() => Aten.Call("exp2", this);

        /// <summary>The natural logarithm, of each element.</summary>
        public Tensor log() => Aten.Call("log", this);

        /// <summary>The logarithm to base two, of each element.</summary>
        public Tensor log2() => Aten.Call("log2", this);

        /// <summary>The logarithm to base ten, of each element.</summary>
        public Tensor log10() => Aten.Call("log10", this);

        /// <summary>The natural logarithm of one plus the number, of each element.</summary>
        public Tensor log1p() => Aten.Call("log1p", this);

        /// <summary>The square root, of each element.</summary>
        public Tensor sqrt() => Aten.Call("sqrt", this);

        /// <summary>One over the square root, of each element.</summary>
        public Tensor rsqrt() => Aten.Call("rsqrt", this);

        /// <summary>The square, of each element.</summary>
        public Tensor square() => Aten.Call("square", this);

        /// <summary>One over the number, of each element.</summary>
        public Tensor reciprocal() => Aten.Call("reciprocal", this);

        /// <summary>The sine, of each element.</summary>
        public Tensor sin() => Aten.Call("sin", this);

        /// <summary>The cosine, of each element.</summary>
        public Tensor cos() => Aten.Call("cos", this);

        /// <summary>The tangent, of each element.</summary>
        public Tensor tan() => Aten.Call("tan", this);

        /// <summary>The hyperbolic sine, of each element.</summary>
        public Tensor sinh() => Aten.Call("sinh", this);

        /// <summary>The hyperbolic cosine, of each element.</summary>
        public Tensor cosh() => Aten.Call("cosh", this);

        /// <summary>The hyperbolic tangent, of each element.</summary>
        public Tensor tanh() => Aten.Call("tanh", this);

        /// <summary>The inverse sine, of each element.</summary>
        public Tensor asin() => Aten.Call("asin", this);

        /// <summary>The inverse cosine, of each element.</summary>
        public Tensor acos() => Aten.Call("acos", this);

        /// <summary>The inverse tangent, of each element.</summary>
        public Tensor atan() => Aten.Call("atan", this);

        /// <summary>The inverse hyperbolic sine, of each element.</summary>
        public Tensor asinh() => Aten.Call("asinh", this);

        /// <summary>The inverse hyperbolic cosine, of each element.</summary>
        public Tensor acosh() => Aten.Call("acosh", this);

        /// <summary>The inverse hyperbolic tangent, of each element.</summary>
        public Tensor atanh() => Aten.Call("atanh", this);

        /// <summary>The logistic function, of each element.</summary>
        public Tensor sigmoid() => Aten.Call("sigmoid", this);

        /// <summary>The largest whole number that is not greater, of each element.</summary>
        public Tensor floor() => Aten.Call("floor", this);

        /// <summary>The smallest whole number that is not less, of each element.</summary>
        public Tensor ceil() => Aten.Call("ceil", this);

        /// <summary>The whole part, of each element.</summary>
        public Tensor trunc() => Aten.Call("trunc", this);

        /// <summary>The part after the point, of each element.</summary>
        public Tensor frac() => Aten.Call("frac", this);

        /// <summary>-1, 0 or 1: the sign, of each element.</summary>
        public Tensor sign() => Aten.Call("sign", this);

        /// <summary>The error function, of each element.</summary>
        public Tensor erf() => Aten.Call("erf", this);

        /// <summary>One minus the error function, of each element.</summary>
        public Tensor erfc() => Aten.Call("erfc", this);

        /// <summary>The inverse of the error function, of each element.</summary>
        public Tensor erfinv() => Aten.Call("erfinv", this);

        /// <summary>The logarithm of the absolute gamma function, of each element.</summary>
        public Tensor lgamma() => Aten.Call("lgamma", this);

        /// <summary>The derivative of the logarithm of the gamma function, of each element.</summary>
        public Tensor digamma() => Aten.Call("digamma", this);

        /// <summary>Whether the number is zero, of each element.</summary>
        public Tensor logical_not() => Aten.Call("logical_not", this);

        /// <summary>Bitwise, for truth values logical, negation, of each element.</summary>
        public Tensor bitwise_not() => Aten.Call("bitwise_not", this);

        /// <summary>Whether each element is not a number.</summary>
        public Tensor isnan() => Aten.Call("isnan", this);

        /// <summary>Whether each element is infinite.</summary>
        public Tensor isinf() => Aten.Call("isinf", this);

        /// <summary>Whether each element is neither infinite nor NaN.</summary>
        public Tensor isfinite() => Aten.Call("isfinite", this);

        /// <summary>Each element rounded to this many decimals; halves go to the even neighbour.</summary>
        public Tensor round(long decimals = 0) => Aten.Call("round.decimals", this, decimals);
    }
}
