namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The absolute value, of each element, in place.</summary>
        public Tensor abs_() => InPlace("abs_", this);

        /// <summary>The negated number, of each element, in place.</summary>
        public Tensor neg_() => InPlace("neg_", this);

        /// <summary>e to the power of the number, of each element, in place.</summary>
        public Tensor exp_() => InPlace("exp_", this);

        /// <summary>e to the power of the number, minus one, of each element, in place.</summary>
        public Tensor expm1_() => InPlace("expm1_", this);

        /// <summary>Two to the power of the number, of each element, in place.</summary>
        public Tensor exp2_() => InPlace("exp2_", this);

        /// <summary>The natural logarithm, of each element, in place.</summary>
        public Tensor log_() => InPlace("log_", this);

        /// <summary>The logarithm to base two, of each element, in place.</summary>
        public Tensor log2_() => InPlace("log2_", this);

        /// <summary>The logarithm to base ten, of each element, in place.</summary>
        public Tensor log10_() => InPlace("log10_", this);

        /// <summary>The natural logarithm of one plus the number, of each element, in place.</summary>
        public Tensor log1p_() => InPlace("log1p_", this);

        /// <summary>The square root, of each element, in place.</summary>
        public Tensor sqrt_() => InPlace("sqrt_", this);

        /// <summary>One over the square root, of each element, in place.</summary>
        public Tensor rsqrt_() => InPlace("rsqrt_", this);

        /// <summary>The square, of each element, in place.</summary>
        public Tensor square_() => InPlace("square_", this);

        /// <summary>One over the number, of each element, in place.</summary>
        public Tensor reciprocal_() => InPlace("reciprocal_", this);

        /// <summary>The sine, of each element, in place.</summary>
        public Tensor sin_() => InPlace("sin_", this);

        /// <summary>The cosine, of each element, in place.</summary>
        public Tensor cos_() => InPlace("cos_", this);

        /// <summary>The tangent, of each element, in place.</summary>
        public Tensor tan_() => InPlace("tan_", this);

        /// <summary>The hyperbolic sine, of each element, in place.</summary>
        public Tensor sinh_() => InPlace("sinh_", this);

        /// <summary>The hyperbolic cosine, of each element, in place.</summary>
        public Tensor cosh_() => InPlace("cosh_", this);

        /// <summary>The hyperbolic tangent, of each element, in place.</summary>
        public Tensor tanh_() => InPlace("tanh_", this);

        /// <summary>The inverse sine, of each element, in place.</summary>
        public Tensor asin_() => InPlace("asin_", this);

        /// <summary>The inverse cosine, of each element, in place.</summary>
        public Tensor acos_() => InPlace("acos_", this);

        /// <summary>The inverse tangent, of each element, in place.</summary>
        public Tensor atan_() => InPlace("atan_", this);

        /// <summary>The inverse hyperbolic sine, of each element, in place.</summary>
        public Tensor asinh_() => InPlace("asinh_", this);

        /// <summary>The inverse hyperbolic cosine, of each element, in place.</summary>
        public Tensor acosh_() => InPlace("acosh_", this);

        /// <summary>The inverse hyperbolic tangent, of each element, in place.</summary>
        public Tensor atanh_() => InPlace("atanh_", this);

        /// <summary>The logistic function, of each element, in place.</summary>
        public Tensor sigmoid_() => InPlace("sigmoid_", this);

        /// <summary>The largest whole number that is not greater, of each element, in place.</summary>
        public Tensor floor_() => InPlace("floor_", this);

        /// <summary>The smallest whole number that is not less, of each element, in place.</summary>
        public Tensor ceil_() => InPlace("ceil_", this);

        /// <summary>The whole part, of each element, in place.</summary>
        public Tensor trunc_() => InPlace("trunc_", this);

        /// <summary>The part after the point, of each element, in place.</summary>
        public Tensor frac_() => InPlace("frac_", this);

        /// <summary>-1, 0 or 1: the sign, of each element, in place.</summary>
        public Tensor sign_() => InPlace("sign_", this);

        /// <summary>The error function, of each element, in place.</summary>
        public Tensor erf_() => InPlace("erf_", this);

        /// <summary>One minus the error function, of each element, in place.</summary>
        public Tensor erfc_() => InPlace("erfc_", this);

        /// <summary>The inverse of the error function, of each element, in place.</summary>
        public Tensor erfinv_() => InPlace("erfinv_", this);

        /// <summary>The logarithm of the absolute gamma function, of each element, in place.</summary>
        public Tensor lgamma_() => InPlace("lgamma_", this);

        /// <summary>The derivative of the logarithm of the gamma function, of each element, in place.</summary>
        public Tensor digamma_() => InPlace("digamma_", this);

        /// <summary>Whether the number is zero, of each element, in place.</summary>
        public Tensor logical_not_() => InPlace("logical_not_", this);

        /// <summary>Bitwise, for truth values logical, negation, of each element, in place.</summary>
        public Tensor bitwise_not_() => InPlace("bitwise_not_", this);

        /// <summary>Rounds each element, in place, to this many decimals; halves go to the even neighbour.</summary>
        public Tensor round_(long decimals = 0) => InPlace("round_.decimals", this, decimals);
    }
}
