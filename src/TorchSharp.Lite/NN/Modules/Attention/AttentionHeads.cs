using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Cuts features into heads, attends within each, and puts them together again.</summary>
/// <param name="Length">Number of queries.</param>
/// <param name="Batch">Batch size.</param>
/// <param name="Features">Number of features of all heads together.</param>
/// <param name="Heads">Number of heads.</param>
internal sealed record AttentionHeads(long Length, long Batch, long Features, long Heads)
{
    public long Width => Features / Heads;

    /// <summary>(length, batch, features) to (batch heads, length, width).</summary>
    public Tensor Split(Tensor tensor) => tensor.contiguous().view(tensor.shape[0], Batch * Heads, Width).transpose(0, 1);

    /// <summary>(batch heads, length, width) to (length, batch, features).</summary>
    public Tensor Join(Tensor tensor) => tensor.transpose(0, 1).contiguous().view(Length, Batch, Features);

    /// <summary>Adds a position of zeros.</summary>
    public static Tensor WithZero(Tensor tensor) => nn.functional.pad(tensor, (0, 0, 0, 1));

    /// <summary>softmax(Q Kᵀ / √width + mask) V, and the softmax.</summary>
    public (Tensor Result, Tensor Weights) Attend(Tensor query, Tensor key, Tensor value, Tensor? mask, double dropout)
    {
        var scores = query.mul(1 / Math.Sqrt(Width)).bmm(key.transpose(1, 2));
        if (mask is not null)
        {
            var extra = key.shape[1] - mask.shape[^1];
            scores = scores.add(extra > 0 ? nn.functional.pad(mask, (0, extra)) : mask);
        }
        var weights = nn.functional.dropout(nn.functional.softmax(scores, -1), dropout);
        return (weights.bmm(value), weights);
    }

    /// <summary>Weights averaged over the heads: (batch, length, keys).</summary>
    public Tensor Average(Tensor weights) => weights.view(Batch, Heads, Length, weights.shape[^1]).mean([1]);
}
