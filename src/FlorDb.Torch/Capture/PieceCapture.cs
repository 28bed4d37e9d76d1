using FlorDb.Storage;

namespace FlorDb.Torch.Capture;

/// <summary>What a capture does with one piece of state.</summary>
internal sealed class PieceCapture
{
    /// <summary>A piece that is copied already.</summary>
    public PieceCapture(StatePiece piece, CapturedPage[] copy)
    {
        Piece = piece;
        Pages = copy;
    }

    /// <summary>A piece in memory, of which all is to be copied as far as is known.</summary>
    public PieceCapture(StatePiece piece, TrackedPiece tracked)
    {
        Piece = piece;
        Tracked = tracked;
        Pages = new CapturedPage?[CapturedPage.Count(piece.Length)];
    }

    public StatePiece Piece { get; }

    public TrackedPiece? Tracked { get; }

    /// <summary>Its pages; null where one is to be copied.</summary>
    public CapturedPage?[] Pages { get; }

    /// <summary>Whether it is known which pages have changed since the capture before.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The pages that are known not to have changed.</summary>
    public int SameCount { get; private set; }

    /// <summary>Whether nothing was written to: then all of it is watched as before.</summary>
    public bool IsSame => SameCount == Pages.Length;

    /// <summary>The memory that copying takes.</summary>
    public long BytesToCopy => Tracked is null ? 0 : (Pages.Length - SameCount) * (long)CheckpointWriter.PageBytes;

    /// <summary>Finds the pages that were not written to since the capture before.</summary>
    public void FindSame(WriteWatch watch)
    {
        var isSame = new bool[Pages.Length];
        watch.FindSame(Piece.Memory, Piece.Length, isSame);
        for (int i = 0; i < isSame.Length; i++)
        {
            if (!isSame[i]) continue;
            Pages[i] = Tracked!.Pages[i];
            SameCount++;
        }

        IsKnown = true;
    }
}
