using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => Aten.Call("add.Tensor", left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Scalar right) => Aten.Call("add.Scalar", left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, int right) => Aten.Call("add.Scalar", left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, long right) => Aten.Call("add.Scalar", left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, float right) => Aten.Call("add.Scalar", left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, double right) => Aten.Call("add.Scalar", left, right);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Scalar left, Tensor right) => Aten.Call("add.Scalar", right, left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(int left, Tensor right) => Aten.Call("add.Scalar", right, left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(long left, Tensor right) => Aten.Call("add.Scalar", right, left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(float left, Tensor right) => Aten.Call("add.Scalar", right, left);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(double left, Tensor right) => Aten.Call("add.Scalar", right, left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => Aten.Call("sub.Tensor", left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Scalar right) => Aten.Call("sub.Scalar", left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, int right) => Aten.Call("sub.Scalar", left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, long right) => Aten.Call("sub.Scalar", left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, float right) => Aten.Call("sub.Scalar", left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, double right) => Aten.Call("sub.Scalar", left, right);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Aten.Call("rsub.Scalar", right, left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(int left, Tensor right) => Aten.Call("rsub.Scalar", right, left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(long left, Tensor right) => Aten.Call("rsub.Scalar", right, left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(float left, Tensor right) => Aten.Call("rsub.Scalar", right, left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(double left, Tensor right) => Aten.Call("rsub.Scalar", right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => Aten.Call("mul.Tensor", left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, Scalar right) => Aten.Call("mul.Scalar", left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, int right) => Aten.Call("mul.Scalar", left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, long right) => Aten.Call("mul.Scalar", left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, float right) => Aten.Call("mul.Scalar", left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, double right) => Aten.Call("mul.Scalar", left, right);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Scalar left, Tensor right) => Aten.Call("mul.Scalar", right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(int left, Tensor right) => Aten.Call("mul.Scalar", right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(long left, Tensor right) => Aten.Call("mul.Scalar", right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(float left, Tensor right) => Aten.Call("mul.Scalar", right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(double left, Tensor right) => Aten.Call("mul.Scalar", right, left);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => Aten.Call("div.Tensor", left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, Scalar right) => Aten.Call("div.Scalar", left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, int right) => Aten.Call("div.Scalar", left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, long right) => Aten.Call("div.Scalar", left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, float right) => Aten.Call("div.Scalar", left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(Tensor left, double right) => Aten.Call("div.Scalar", left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(Scalar left, Tensor right) => Quotient(left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(int left, Tensor right) => Quotient(left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(long left, Tensor right) => Quotient(left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(float left, Tensor right) => Quotient(left, right);

        /// <summary>The true quotient, element by element.</summary>
        public static Tensor operator /(double left, Tensor right) => Quotient(left, right);

        private static Tensor Quotient(Argument left, Tensor right)
        {
            // As libtorch does it, so that dtypes and rounding are the same.
            using var inverse = Aten.Call("reciprocal", right);
            return Aten.Call("mul.Scalar", inverse, left);
        }
    }
}
