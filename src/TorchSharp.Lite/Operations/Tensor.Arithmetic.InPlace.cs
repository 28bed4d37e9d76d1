namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum, element by element, in place.</summary>
        public Tensor add_(Tensor target) => InPlace("add_.Tensor", this, target);

        /// <summary>The sum with alpha times the target, element by element, in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => InPlace("add_.Tensor", this, target, alpha);

        /// <summary>The sum, element by element, in place.</summary>
        public Tensor add_(Scalar scalar) => InPlace("add_.Scalar", this, scalar);

        /// <summary>The sum with alpha times the scalar, element by element, in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace("add_.Scalar", this, scalar, alpha);

        /// <summary>The difference, element by element, in place.</summary>
        public Tensor sub_(Tensor target) => InPlace("sub_.Tensor", this, target);

        /// <summary>The difference, element by element, in place.</summary>
        public Tensor sub_(Scalar target) => InPlace("sub_.Scalar", this, target);

        /// <summary>The product, element by element, in place.</summary>
        public Tensor mul_(Tensor target) => InPlace("mul_.Tensor", this, target);

        /// <summary>The product, element by element, in place.</summary>
        public Tensor mul_(Scalar target) => InPlace("mul_.Scalar", this, target);

        /// <summary>The quotient, rounded as asked, element by element, in place.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace("div_.Tensor_mode", this, target, NameOf(rounding_mode));

        /// <summary>The quotient, rounded as asked, element by element, in place.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace("div_.Scalar_mode", this, target, NameOf(rounding_mode));

        /// <summary>The power, element by element, in place.</summary>
        public Tensor pow_(Tensor exponent) => InPlace("pow_.Tensor", this, exponent);

        /// <summary>The power, element by element, in place.</summary>
        public Tensor pow_(Scalar exponent) => InPlace("pow_.Scalar", this, exponent);

        /// <summary>The remainder with the sign of the divisor, element by element, in place.</summary>
        public Tensor remainder_(Tensor target) => InPlace("remainder_.Tensor", this, target);

        /// <summary>The remainder with the sign of the divisor, element by element, in place.</summary>
        public Tensor remainder_(Scalar scalar) => InPlace("remainder_.Scalar", this, scalar);

        /// <summary>The remainder with the sign of the dividend, element by element, in place.</summary>
        public Tensor fmod_(Tensor target) => InPlace("fmod_.Tensor", this, target);

        /// <summary>The remainder with the sign of the dividend, element by element, in place.</summary>
        public Tensor fmod_(Scalar scalar) => InPlace("fmod_.Scalar", this, scalar);

        /// <summary>The quotient rounded towards minus infinity, element by element, in place.</summary>
        public Tensor floor_divide_(Tensor other) => InPlace("floor_divide_.Tensor", this, other);

        /// <summary>The quotient rounded towards minus infinity, element by element, in place.</summary>
        public Tensor floor_divide_(Scalar other) => InPlace("floor_divide_.Scalar", this, other);

        /// <summary>The angle of the point (other, this), element by element, in place.</summary>
        public Tensor atan2_(Tensor other) => InPlace("atan2_", this, other);
    }
}
