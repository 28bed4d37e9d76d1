using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>What is known of a replay part when it starts: the provenance of every cell that it fills.</summary>
public sealed record ReplayHeader
{
    /// <summary>The part's key.</summary>
    public required ReplayKey Key { get; init; }

    /// <summary>The run whose cells it fills.</summary>
    public required RunKey Run { get; init; }

    /// <summary>When the part started, in UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The names whose missing cells were asked for.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>The git commit of the code that ran: the run's own version with the log statements put in.</summary>
    public required string PatchedVersionId { get; init; }

    /// <summary>Which part of the replay this is, from 1.</summary>
    public int Part { get; init; } = 1;

    /// <summary>In how many parts the replay was cut.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>How it came to be executed; null in records that were written before that was kept.</summary>
    public ReplayProvenance? Provenance { get; init; }
}

/// <summary>How a replay part came to be executed.</summary>
/// <param name="Device">What computed it: <c>cpu</c>, or <c>cuda:</c> and the number of a GPU.</param>
/// <param name="Start">Where it began, for people: <c>checkpoint after epoch 3</c>.</param>
/// <param name="EstimatedSeconds">How long it was expected to take, from the start of its process to its end.</param>
/// <param name="RecordedSeconds">How long the iterations that it was to execute had taken in the run, without nested loops that it skips.</param>
public sealed record ReplayProvenance(string Device, string Start, double EstimatedSeconds, double RecordedSeconds);
