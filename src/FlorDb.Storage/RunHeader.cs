using System.Collections.Immutable;
using System.Globalization;

namespace FlorDb.Storage;

/// <summary>What is known of a run when it starts. It is written once and never changes.</summary>
public sealed record RunHeader
{
    private const string ContinuesKey = "continues";
    private const string IdleKey = "continues.idle";

    /// <summary>The run's key.</summary>
    public required RunKey Key { get; init; }

    /// <summary>The project: the name of the repository.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The user's label for the run (<c>--flor NAME</c>), or a made-up one. Labels may repeat.</summary>
    public required string RunId { get; init; }

    /// <summary>When the run started, in UTC, to the microsecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The git commit that holds the run's code, 40 hexadecimal characters.</summary>
    public required string VersionId { get; init; }

    /// <summary>The source file that started the run, relative to the repository's root, with forward slashes.</summary>
    public required string FileName { get; init; }

    /// <summary>The program's command line, without the program itself, as it was given.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>
    /// The surroundings that a replay needs or that explain a difference, as text: see <c>spec/replay.md</c> for the keys
    /// (<c>project</c>, <c>cwd</c>, <c>torch.version</c>, <c>torch.threads</c>, ...).
    /// </summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// The run that this one goes on with; null for one that was begun anew. Such a run is not shown before <see cref="RunWriter.TakeOver"/>.
    /// </summary>
    public RunKey? Continues => Environment.TryGetValue(ContinuesKey, out string? text) && Guid.TryParseExact(text, "D", out var key) ? new RunKey(key) : null;

    /// <summary>How long nothing ran between <see cref="Timestamp"/> and the run's end: between the death of a training and the time at which it was gone on with.</summary>
    internal TimeSpan Idle =>
        Environment.TryGetValue(IdleKey, out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) ? new TimeSpan(ticks) : default;

    /// <summary>The same for a run that goes on with another: it has begun when that one had.</summary>
    /// <param name="run">The run that it goes on with.</param>
    /// <param name="from">The checkpoint from which.</param>
    /// <param name="now">When it goes on.</param>
    public RunHeader Continue(RunHeader run, CheckpointInfo from, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(from);
        var idle = run.Idle + (now > from.Timestamp ? now - from.Timestamp : default);
        return this with
        {
            Timestamp = run.Timestamp,
            Environment = Environment.SetItem(ContinuesKey, run.Key.ToString()).SetItem(IdleKey, idle.Ticks.ToString(CultureInfo.InvariantCulture)),
        };
    }
}
