using FlorDb.Storage;

namespace FlorDb.Query.Execution.Pivot;

/// <summary>How far a value may be trusted; of two values for one cell the more trusted one is the cell.</summary>
internal enum Trust
{
    Unverified,
    Verified,
    Recorded,
}

/// <summary>
/// The value of a name in an iteration. A recorded value beats a replayed one, a verified replay one that is not, a newer replay an older one, and
/// a later value of the same iteration an earlier one.
/// </summary>
internal sealed class PivotCell
{
    private (Trust Trust, DateTimeOffset Replayed, Guid Replay, int Occurrence) _rank;

    public CellValue Value { get; private set; }

    public bool IsVerified => _rank.Trust != Trust.Unverified;

    /// <summary>Whether the cell was there when the query began.</summary>
    public bool IsFromStart { get; private set; }

    /// <summary>Whether some row of the view shows the cell.</summary>
    public bool IsShown { get; set; }

    public void Offer(CellValue value, ReplayInfo? replay, ReplayKey? key, int occurrence, bool isFromStart)
    {
        var trust = key is null ? Trust.Recorded : replay is { Verified: true } ? Trust.Verified : Trust.Unverified;
        var rank = (trust, replay?.Header.Timestamp ?? DateTimeOffset.MinValue, key?.Value ?? Guid.Empty, occurrence);
        IsFromStart |= isFromStart;
        if (HasValue && rank.CompareTo(_rank) < 0) return;
        HasValue = true;
        _rank = rank;
        Value = value;
    }

    private bool HasValue { get; set; }
}
