using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether equal, element by element.</summary>
        public Tensor eq(Tensor target) => Aten.Call("eq.Tensor", this, target);

        /// <summary>Whether equal, element by element.</summary>
        public Tensor eq(Scalar target) => Aten.Call("eq.Scalar", this, target);

        /// <summary>Whether equal (as one or zero), element by element, in place.</summary>
        public Tensor eq_(Tensor target) => InPlace("eq_.Tensor", this, target);

        /// <summary>Whether equal (as one or zero), element by element, in place.</summary>
        public Tensor eq_(Scalar target) => InPlace("eq_.Scalar", this, target);

        /// <summary>Whether different, element by element.</summary>
        public Tensor ne(Tensor target) => Aten.Call("ne.Tensor", this, target);

        /// <summary>Whether different, element by element.</summary>
        public Tensor ne(Scalar target) => Aten.Call("ne.Scalar", this, target);

        /// <summary>Whether different (as one or zero), element by element, in place.</summary>
        public Tensor ne_(Tensor target) => InPlace("ne_.Tensor", this, target);

        /// <summary>Whether different (as one or zero), element by element, in place.</summary>
        public Tensor ne_(Scalar target) => InPlace("ne_.Scalar", this, target);

        /// <summary>Whether less, element by element.</summary>
        public Tensor lt(Tensor target) => Aten.Call("lt.Tensor", this, target);

        /// <summary>Whether less, element by element.</summary>
        public Tensor lt(Scalar target) => Aten.Call("lt.Scalar", this, target);

        /// <summary>Whether less (as one or zero), element by element, in place.</summary>
        public Tensor lt_(Tensor target) => InPlace("lt_.Tensor", this, target);

        /// <summary>Whether less (as one or zero), element by element, in place.</summary>
        public Tensor lt_(Scalar target) => InPlace("lt_.Scalar", this, target);

        /// <summary>Whether greater, element by element.</summary>
        public Tensor gt(Tensor target) => Aten.Call("gt.Tensor", this, target);

        /// <summary>Whether greater, element by element.</summary>
        public Tensor gt(Scalar target) => Aten.Call("gt.Scalar", this, target);

        /// <summary>Whether greater (as one or zero), element by element, in place.</summary>
        public Tensor gt_(Tensor target) => InPlace("gt_.Tensor", this, target);

        /// <summary>Whether greater (as one or zero), element by element, in place.</summary>
        public Tensor gt_(Scalar target) => InPlace("gt_.Scalar", this, target);

        /// <summary>Whether less or equal, element by element.</summary>
        public Tensor le(Tensor target) => Aten.Call("le.Tensor", this, target);

        /// <summary>Whether less or equal, element by element.</summary>
        public Tensor le(Scalar target) => Aten.Call("le.Scalar", this, target);

        /// <summary>Whether less or equal (as one or zero), element by element, in place.</summary>
        public Tensor le_(Tensor target) => InPlace("le_.Tensor", this, target);

        /// <summary>Whether less or equal (as one or zero), element by element, in place.</summary>
        public Tensor le_(Scalar target) => InPlace("le_.Scalar", this, target);

        /// <summary>Whether greater or equal, element by element.</summary>
        public Tensor ge(Tensor target) => Aten.Call("ge.Tensor", this, target);

        /// <summary>Whether greater or equal, element by element.</summary>
        public Tensor ge(Scalar target) => Aten.Call("ge.Scalar", this, target);

        /// <summary>Whether greater or equal (as one or zero), element by element, in place.</summary>
        public Tensor ge_(Tensor target) => InPlace("ge_.Tensor", this, target);

        /// <summary>Whether greater or equal (as one or zero), element by element, in place.</summary>
        public Tensor ge_(Scalar target) => InPlace("ge_.Scalar", this, target);

        /// <summary>Whether equal, element by element.</summary>
        public Tensor equal(Tensor target) => eq(target);

        /// <summary>Whether all elements differ by at most atol + rtol * |target|.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.Test("allclose", this, target, rtol, atol, equal_nan);

        /// <summary>Whether each element differs by at most atol + rtol * |other|.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Aten.Call("isclose", this, other, rtol, atol, nanEqual);

        /// <summary>Logical and, element by element; what is not zero is true.</summary>
        public Tensor logical_and(Tensor other) => Aten.Call("logical_and", this, other);

        /// <summary>Logical and, element by element, in place.</summary>
        public Tensor logical_and_(Tensor other) => InPlace("logical_and_", this, other);

        /// <summary>Bitwise and, element by element.</summary>
        public Tensor bitwise_and(Tensor other) => Aten.Call("bitwise_and.Tensor", this, other);

        /// <summary>Bitwise and, element by element, in place.</summary>
        public Tensor bitwise_and_(Tensor other) => InPlace("bitwise_and_.Tensor", this, other);

        /// <summary>Logical or, element by element; what is not zero is true.</summary>
        public Tensor logical_or(Tensor other) => Aten.Call("logical_or", this, other);

        /// <summary>Logical or, element by element, in place.</summary>
        public Tensor logical_or_(Tensor other) => InPlace("logical_or_", this, other);

        /// <summary>Bitwise or, element by element.</summary>
        public Tensor bitwise_or(Tensor other) => Aten.Call("bitwise_or.Tensor", this, other);

        /// <summary>Bitwise or, element by element, in place.</summary>
        public Tensor bitwise_or_(Tensor other) => InPlace("bitwise_or_.Tensor", this, other);

        /// <summary>Logical exclusive or, element by element; what is not zero is true.</summary>
        public Tensor logical_xor(Tensor other) => Aten.Call("logical_xor", this, other);

        /// <summary>Logical exclusive or, element by element, in place.</summary>
        public Tensor logical_xor_(Tensor other) => InPlace("logical_xor_", this, other);

        /// <summary>Bitwise exclusive or, element by element.</summary>
        public Tensor bitwise_xor(Tensor other) => Aten.Call("bitwise_xor.Tensor", this, other);

        /// <summary>Bitwise exclusive or, element by element, in place.</summary>
        public Tensor bitwise_xor_(Tensor other) => InPlace("bitwise_xor_.Tensor", this, other);
    }
}
