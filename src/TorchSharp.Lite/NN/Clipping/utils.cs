using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Clipping of gradients, and parameters as one vector.</summary>
        public static partial class utils
        {
            /// <summary>
            /// Scales the gradients down, in place, so that the norm of them all together is at most <paramref name="max_norm"/>: Pascanu,
            /// Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.
            /// </summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var gradient = no_grad();
                using var scope = NewDisposeScope();
                var grads = Gradients(tensors);
                if (grads.Count == 0) return 0;
                var norms = stack(grads.ConvertAll(grad => Aten.Call("linalg_vector_norm", grad, norm_type)));
                var total = Aten.Call("linalg_vector_norm", norms, norm_type).ToDouble();
                var factor = max_norm / (total + 1e-6);
                if (factor >= 1) return total;
                foreach (var grad in grads) grad.mul_(factor);
                return total;
            }

            /// <summary>Holds every element of the gradients between minus and plus a value, in place.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var gradient = no_grad();
                using var scope = NewDisposeScope();
                foreach (var grad in Gradients(tensors)) Aten.Run("clamp_", grad, -clip_value, clip_value);
            }

            /// <summary>All parameters as one vector, one after the other.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(parameter => parameter.reshape(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            /// <summary>Copies the parts of a vector into the parameters, in place.</summary>
            /// <exception cref="ArgumentException">The vector has not as many elements as the parameters.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                var parameters = tensors.ToList();
                var elements = parameters.Sum(parameter => parameter.numel());
                if (vec.ndim != 1 || vec.numel() != elements)
                    throw new ArgumentException($"The parameters have {elements} elements and the vector {vec.numel()}.", nameof(vec));
                using var gradient = no_grad();
                using var scope = NewDisposeScope();
                long offset = 0;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, offset, parameter.numel()).view_as(parameter));
                    offset += parameter.numel();
                }
            }

            private static List<Tensor> Gradients(IEnumerable<Parameter> tensors) =>
                tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToList();
        }
    }
}
