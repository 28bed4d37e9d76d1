namespace FlorDb.Torch.Capture;

/// <summary>One piece of state.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What the bytes are.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Pages">Its content; a piece without bytes has one page without any.</param>
internal sealed record SnapshotEntry(string Name, string Description, long Length, CapturedPage[] Pages)
{
    /// <summary>What the capture before had, where it is not known yet which pages have changed since.</summary>
    public PagesBefore? Before { get; set; }

    /// <summary>Lets the piece know how much of it stayed the same, once all pages have their addresses.</summary>
    public void Learn()
    {
        if (Before is not { } before) return;
        Before = null;
        int same = Pages.Zip(before.Pages).Count(pair => pair.First.Hash is { } hash && hash == pair.Second.Hash);
        before.Piece.Learn(before.Moment, same, Pages.Length);
    }
}

/// <summary>The pages that a piece of state had at the capture before.</summary>
/// <param name="Piece">The piece.</param>
/// <param name="Moment">Which capture of a loop that was.</param>
/// <param name="Pages">The pages.</param>
internal sealed record PagesBefore(TrackedPiece Piece, int Moment, CapturedPage[] Pages);
