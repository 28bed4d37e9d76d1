namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The scope that will dispose this tensor, or null.</summary>
        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Moves this tensor to the next scope further out and returns it.</summary>
        public Tensor MoveToOuterDisposeScope() => OwningDisposeScope?.MoveToOuter(this) ?? this;

        /// <summary>Takes this tensor out of its scope, to be disposed by the caller, and returns it.</summary>
        public Tensor DetachFromDisposeScope() => OwningDisposeScope?.Detach(this) ?? this;

        /// <summary>Moves this tensor to the scope that <paramref name="other"/> is in and returns it.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Moves this tensor to another scope, out of all scopes for null, and returns it.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner) owner.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }
    }
}
