using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients by reverse-mode automatic differentiation.</summary>
    public static partial class autograd
    {
        /// <summary>Adds the gradients of the sum of <paramref name="tensors"/>, weighted by <paramref name="grad_tensors"/>, to the leaves or to <paramref name="inputs"/>.</summary>
        /// <param name="tensors">What to differentiate.</param>
        /// <param name="grad_tensors">A weight in the shape of each tensor; may be null for tensors of one element.</param>
        /// <param name="retain_graph">Whether the history is kept for another pass; as <paramref name="create_graph"/> by default.</param>
        /// <param name="create_graph">Whether the gradients can themselves be differentiated.</param>
        /// <param name="inputs">The leaves that receive gradients; all for null.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">libtorch can't differentiate these tensors.</exception>
        public static unsafe void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var roots = new HandleList(tensors);
            var weights = new HandleList(grad_tensors);
            var leaves = new HandleList(inputs);
            fixed (nint* root = roots.Handles, weight = weights.Handles, leaf = leaves.Handles)
                NativeError.Check(NativeMethods.flor_backward(
                    root, roots.Count, weight, weights.Count, Flag(retain_graph ?? create_graph), Flag(create_graph), leaf, leaves.Count));
            GC.KeepAlive((tensors, grad_tensors, inputs));
        }

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>The gradients of the sum of <paramref name="outputs"/> by each of <paramref name="inputs"/>.</summary>
        /// <param name="outputs">What to differentiate.</param>
        /// <param name="inputs">By what to differentiate.</param>
        /// <param name="grad_outputs">A weight in the shape of each output; may be null for tensors of one element.</param>
        /// <param name="retain_graph">Whether the history is kept for another pass.</param>
        /// <param name="create_graph">Whether the gradients can themselves be differentiated.</param>
        /// <param name="allow_unused">Whether an input on which no output depends gives null; it's an error otherwise.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">libtorch can't differentiate these tensors.</exception>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var roots = new HandleList(outputs);
            var leaves = new HandleList(inputs);
            var weights = new HandleList(grad_outputs);
            var found = new nint[leaves.Count];
            fixed (nint* root = roots.Handles, leaf = leaves.Handles, weight = weights.Handles, result = found)
                NativeError.Check(NativeMethods.flor_grad(
                    root, roots.Count, leaf, leaves.Count, weight, weights.Count,
                    Flag(retain_graph || create_graph), Flag(create_graph), Flag(allow_unused), result));
            GC.KeepAlive((outputs, inputs, grad_outputs));
            return [.. found.Select(handle => handle == 0 ? null! : new Tensor(handle))];
        }

        /// <summary>Has backward passes report where a failing gradient was computed; restored when the result is disposed.</summary>
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        /// <inheritdoc cref="detect_anomaly"/>
        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        private static int Flag(bool value) => value ? 1 : 0;

        /// <summary>The native handles of a list of tensors; null gives none.</summary>
        private readonly struct HandleList(IList<Tensor>? tensors)
        {
            public nint[] Handles { get; } = tensors is null ? [] : [.. tensors.Select(tensor => tensor?.Handle ?? 0)];

            public int Count => Handles.Length;
        }
    }
}
