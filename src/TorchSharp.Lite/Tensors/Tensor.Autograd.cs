using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether operations on this tensor are recorded for gradients.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">Set on a tensor that isn't floating-point or complex, or unset on one that isn't a leaf.</exception>
        public bool requires_grad
        {
            get => Alive(NativeError.Check(NativeMethods.flor_requires_grad(Handle))) != 0;
            set => Alive(NativeError.Check(NativeMethods.flor_set_requires_grad(Handle, value ? 1 : 0)));
        }

        /// <summary>The gradient that was accumulated so far, or null. Each get makes a new wrapper.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                nint gradient;
                NativeError.Check(NativeMethods.flor_get_grad(Handle, &gradient));
                return Alive(gradient == 0 ? null : new Tensor(gradient));
            }

            set
            {
                Alive(NativeError.Check(NativeMethods.flor_set_grad(Handle, value?.Handle ?? 0)));
                GC.KeepAlive(value);
            }
        }

        /// <summary>Whether this tensor isn't the result of a recorded operation.</summary>
        public bool is_leaf => Alive(NativeError.Check(NativeMethods.flor_is_leaf(Handle))) != 0;

        /// <summary>Adds the gradients of this number to the <see cref="grad"/> of the leaves that it was computed from.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">This isn't a number that was computed from such leaves, or its history was freed.</exception>
        public void backward() => autograd.backward(this);

        /// <summary>Adds the gradients of this tensor, weighted by <paramref name="grad_tensors"/>, to the leaves or to <paramref name="inputs"/>.</summary>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Sets <see cref="requires_grad"/> and returns this tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <inheritdoc cref="requires_grad_"/>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Has <see cref="grad"/> filled for this tensor though it isn't a leaf.</summary>
        public void retain_grad() => Alive(NativeError.Check(NativeMethods.flor_retain_grad(Handle)));
    }
}
