namespace FlorDb.Torch.Replaying;

/// <summary>Counts what a replay filled and compared, and keeps the first difference.</summary>
internal sealed class Tally
{
    public long Filled { get; private set; }

    public long Compared { get; private set; }

    public long Diverged { get; private set; }

    public string? FirstDivergence { get; private set; }

    public void Fill(int cells) => Filled += cells;

    /// <summary>Counts a comparison; null when both sides were the same.</summary>
    public void Compare(string? difference)
    {
        Compared++;
        if (difference is null) return;
        Diverged++;
        FirstDivergence ??= difference;
    }
}
