using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Minus the log of the softmax at the target class, or against target probabilities.</summary>
            /// <param name="input">Scores: (N, C, ...).</param>
            /// <param name="target">Class numbers (N, ...), or probabilities of the input's shape.</param>
            /// <param name="weight">Weight of each class.</param>
            /// <param name="ignore_index">Class number that does not count.</param>
            /// <param name="reduction">What is made of the samples' losses.</param>
            /// <param name="label_smoothing">Part of the target that is spread over all classes.</param>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean,
                double label_smoothing = 0) =>
                Aten.Call("cross_entropy_loss", input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Minus the log-probability of the target class.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Aten.Call("nll_loss_nd", input, target, weight, (long)reduction);

            /// <summary>Squared difference.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Aten.Call("mse_loss", input, target, (long)reduction);

            /// <summary>Absolute difference.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Aten.Call("l1_loss", input, target, (long)reduction);

            /// <summary>d² / (2 beta) where the difference d is below beta, else d - beta / 2: Girshick, "Fast R-CNN", 2015.</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                Aten.Call("smooth_l1_loss", input, target, (long)reduction, beta);

            /// <summary>d² / 2 where the difference d is below delta, else delta (d - delta / 2): Huber, 1964.</summary>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                Aten.Call("huber_loss", input, target, (long)reduction, delta);

            /// <summary>Cross entropy of two-way probabilities.</summary>
            public static Tensor binary_cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Aten.Call("binary_cross_entropy", input, target, weight, (long)reduction);

            /// <summary>Cross entropy of two-way probabilities that are given as log-odds.</summary>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Aten.Call("binary_cross_entropy_with_logits", input, target, weight, pos_weights, (long)reduction);

            /// <summary>
            /// Kullback-Leibler divergence of the input's log-probabilities from the target; the mean is over all elements.
            /// </summary>
            /// <param name="input">Log-probabilities.</param>
            /// <param name="target">Probabilities, or their logs.</param>
            /// <param name="log_target">Whether the target is logs.</param>
            /// <param name="reduction">What is made of the elements' losses.</param>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Aten.Call("kl_div", input, target, (long)reduction, log_target);
        }
    }
}
