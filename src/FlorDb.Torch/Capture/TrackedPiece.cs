namespace FlorDb.Torch.Capture;

/// <summary>What is known of a piece of state from capture to capture. Used by the training thread, but for <see cref="Learn"/>.</summary>
internal sealed class TrackedPiece(nint memory, long length)
{
    /// <summary>Watching pays from here on: the first write to a watched page of the system costs about as much as copying one and a half.</summary>
    private const float ShareThatPays = 0.75f;

    /// <summary>The parts of the piece that stayed the same, by the capture after which they did; NaN where that is not known.</summary>
    private readonly float[] _same = CreateUnknown();

    /// <summary>Where the piece was at the last capture.</summary>
    public nint Memory => memory;

    public long Length => length;

    /// <summary>Its content at the last capture.</summary>
    public CapturedPage[] Pages { get; set; } = [];

    /// <summary>Whether writes to it have been watched since.</summary>
    public bool IsWatched { get; set; }

    /// <summary>Whether the piece is worth watching after a capture.</summary>
    /// <param name="moment">Which capture of a loop it is.</param>
    /// <param name="otherwise">The answer where nothing is known.</param>
    public bool IsWorthWatching(int moment, bool otherwise)
    {
        float same = Volatile.Read(ref _same[moment]);
        return float.IsNaN(same) ? otherwise : same >= ShareThatPays;
    }

    /// <summary>Some pages of all stayed the same from one capture to the next. From any thread.</summary>
    public void Learn(int moment, int same, int all) => Volatile.Write(ref _same[moment], (float)same / all);

    /// <summary>Goes on with what was learned of the piece at another place.</summary>
    public TrackedPiece MovedTo(nint newMemory, long newLength)
    {
        var moved = new TrackedPiece(newMemory, newLength);
        _same.CopyTo(moved._same, 0);
        return moved;
    }

    private static float[] CreateUnknown()
    {
        var unknown = new float[CaptureMoments.Most];
        Array.Fill(unknown, float.NaN);
        return unknown;
    }
}
