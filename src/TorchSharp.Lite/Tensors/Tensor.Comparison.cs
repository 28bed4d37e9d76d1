using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The negated numbers.</summary>
        public static Tensor operator -(Tensor tensor) => Aten.Call("neg", tensor);

        /// <summary>The remainder with the sign of the divisor, element by element.</summary>
        public static Tensor operator %(Tensor left, Tensor right) => Aten.Call("remainder.Tensor", left, right);

        /// <summary>The remainder with the sign of the divisor, element by element.</summary>
        public static Tensor operator %(Tensor left, Scalar right) => Aten.Call("remainder.Scalar", left, right);

        /// <summary>The remainder with the sign of the divisor, element by element.</summary>
        public static Tensor operator %(Tensor left, int right) => Aten.Call("remainder.Scalar", left, right);

        /// <summary>The remainder with the sign of the divisor, element by element.</summary>
        public static Tensor operator %(Tensor left, long right) => Aten.Call("remainder.Scalar", left, right);

        /// <summary>The remainder with the sign of the divisor, element by element.</summary>
        public static Tensor operator %(Tensor left, float right) => Aten.Call("remainder.Scalar", left, right);

        /// <summary>The remainder with the sign of the divisor, element by element.</summary>
        public static Tensor operator %(Tensor left, double right) => Aten.Call("remainder.Scalar", left, right);

        /// <summary>Bitwise, for truth values logical, and.</summary>
        public static Tensor operator &(Tensor left, Tensor right) => Aten.Call("bitwise_and.Tensor", left, right);

        /// <summary>Bitwise, for truth values logical, or.</summary>
        public static Tensor operator |(Tensor left, Tensor right) => Aten.Call("bitwise_or.Tensor", left, right);

        /// <summary>Bitwise, for truth values logical, exclusive or.</summary>
        public static Tensor operator ^(Tensor left, Tensor right) => Aten.Call("bitwise_xor.Tensor", left, right);

        /// <summary>Bitwise, for truth values logical, negation.</summary>
        public static Tensor operator ~(Tensor tensor) => Aten.Call("bitwise_not", tensor);

        /// <summary>Whether equal, element by element.</summary>
        public static Tensor operator ==(Tensor left, Tensor right) => Aten.Call("eq.Tensor", left, right);

        /// <summary>Whether equal, element by element.</summary>
        public static Tensor operator ==(Tensor left, Scalar right) => Aten.Call("eq.Scalar", left, right);

        /// <summary>Whether equal, element by element.</summary>
        public static Tensor operator ==(Scalar left, Tensor right) => Aten.Call("eq.Scalar", right, left);

        /// <summary>Whether different, element by element.</summary>
        public static Tensor operator !=(Tensor left, Tensor right) => Aten.Call("ne.Tensor", left, right);

        /// <summary>Whether different, element by element.</summary>
        public static Tensor operator !=(Tensor left, Scalar right) => Aten.Call("ne.Scalar", left, right);

        /// <summary>Whether different, element by element.</summary>
        public static Tensor operator !=(Scalar left, Tensor right) => Aten.Call("ne.Scalar", right, left);

        /// <summary>Whether less, element by element.</summary>
        public static Tensor operator <(Tensor left, Tensor right) => Aten.Call("lt.Tensor", left, right);

        /// <summary>Whether less, element by element.</summary>
        public static Tensor operator <(Tensor left, Scalar right) => Aten.Call("lt.Scalar", left, right);

        /// <summary>Whether less, element by element.</summary>
        public static Tensor operator <(Scalar left, Tensor right) => Aten.Call("gt.Scalar", right, left);

        /// <summary>Whether less or equal, element by element.</summary>
        public static Tensor operator <=(Tensor left, Tensor right) => Aten.Call("le.Tensor", left, right);

        /// <summary>Whether less or equal, element by element.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) => Aten.Call("le.Scalar", left, right);

        /// <summary>Whether less or equal, element by element.</summary>
        public static Tensor operator <=(Scalar left, Tensor right) => Aten.Call("ge.Scalar", right, left);

        /// <summary>Whether greater, element by element.</summary>
        public static Tensor operator >(Tensor left, Tensor right) => Aten.Call("gt.Tensor", left, right);

        /// <summary>Whether greater, element by element.</summary>
        public static Tensor operator >(Tensor left, Scalar right) => Aten.Call("gt.Scalar", left, right);

        /// <summary>Whether greater, element by element.</summary>
        public static Tensor operator >(Scalar left, Tensor right) => Aten.Call("lt.Scalar", right, left);

        /// <summary>Whether greater or equal, element by element.</summary>
        public static Tensor operator >=(Tensor left, Tensor right) => Aten.Call("ge.Tensor", left, right);

        /// <summary>Whether greater or equal, element by element.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) => Aten.Call("ge.Scalar", left, right);

        /// <summary>Whether greater or equal, element by element.</summary>
        public static Tensor operator >=(Scalar left, Tensor right) => Aten.Call("le.Scalar", right, left);

        /// <summary>Whether shape, dtype and all elements are equal.</summary>
        public bool Equals(Tensor target) => target is not null && (ReferenceEquals(this, target) || SameValues(target));

        /// <inheritdoc cref="Equals(Tensor)"/>
        public override bool Equals(object? obj) => obj is Tensor target && Equals(target);

        /// <summary>A number that belongs to this object, not to its values.</summary>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        private bool SameValues(Tensor target) =>
            dtype == target.dtype && device_type == target.device_type && Aten.Test("equal", this, target);
    }
}
