using FlorDb.Bench.Record.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>How good a classifier is.</summary>
internal static class Classification
{
    private const long BatchSize = 500;

    /// <summary>The part of a batch whose best score is the right one's.</summary>
    public static double Accuracy(Tensor scores, Tensor labels) => Right(scores, labels) / (double)labels.shape[0];

    /// <summary>The same of many images, without training on them.</summary>
    public static double Evaluate(Module<Tensor, Tensor> net, LabelledImages images)
    {
        using var gradients = no_grad();
        net.eval();
        long right = 0;
        for (long start = 0; start < images.Count; start += BatchSize)
        {
            using var scope = NewDisposeScope();
            var part = images.Slice(start, Math.Min(BatchSize, images.Count - start));
            right += Right(net.call(part.Images), part.Labels);
        }

        return right / (double)images.Count;
    }

    private static long Right(Tensor scores, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return scores.argmax(1).eq(labels).sum().item<long>();
    }
}
