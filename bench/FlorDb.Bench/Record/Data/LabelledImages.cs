using static TorchSharp.torch;

namespace FlorDb.Bench.Record.Data;

/// <summary>Images of digits, one channel each, with pixels from 0 to 1, and which digits they show.</summary>
internal sealed record LabelledImages(Tensor Images, Tensor Labels)
{
    public long Count => Labels.shape[0];

    public LabelledImages Slice(long start, long count) => new(Images.narrow(0, start, count), Labels.narrow(0, start, count));

    /// <summary>The images of some successive digits, which are labelled from 0 then; at most so many.</summary>
    public LabelledImages Of(int firstDigit, int digits, long count)
    {
        var wanted = Labels.ge(firstDigit).logical_and(Labels.lt(firstDigit + digits)).nonzero().flatten();
        wanted = wanted.narrow(0, 0, Math.Min(count, wanted.shape[0]));
        return new(Images.index_select(0, wanted), Labels.index_select(0, wanted).sub(firstDigit));
    }
}
