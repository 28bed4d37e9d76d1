using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace FlorDb.Storage;

/// <summary>What is known of a run when it starts. It is written once and never changes.</summary>
public sealed record RunHeader
{
    private const string ContinuesKey = "continues";
    private const string IdleKey = "continues.idle";
    private const string SinceKey = "continues.since";
    private const string PositionKey = "continues.at";
    private const string RankKey = "rank";
    private const string WorldKey = "world";
    private const string LeadKey = "lead";
    private const string LaunchKey = "launch";
    private const string GroupKey = "group";

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
    public RunKey? Continues => FindKey(ContinuesKey);

    /// <summary>The position of the checkpoint from which the run goes on, as <see cref="CheckpointPosition.ToString"/> gives it; null for a run that was begun anew.</summary>
    public string? ContinuesAt => Environment.GetValueOrDefault(PositionKey);

    /// <summary>Which of several processes that train together recorded this, from 0; null for a training of one process.</summary>
    public int? Rank => FindNumber<int>(RankKey);

    /// <summary>How many processes train together; null for a training of one process.</summary>
    public int? WorldSize => FindNumber<int>(WorldKey);

    /// <summary>The record of rank 0, to which this one of another rank belongs; null for rank 0 and for a training of one process.</summary>
    public RunKey? Lead => FindKey(LeadKey);

    /// <summary>
    /// The run that the records of all ranks belong to, however often each of them was resumed: the first record of rank 0. For a training of one process, this record.
    /// </summary>
    public RunKey Group => FindKey(GroupKey) ?? Lead ?? Key;

    /// <summary>What the ranks that were launched together have in common, and those of another launch have not; null but for rank 0.</summary>
    public string? Launch => Environment.GetValueOrDefault(LaunchKey);

    /// <summary>How long nothing ran between <see cref="Timestamp"/> and the run's end: between the death of a training and the time at which it was gone on with.</summary>
    internal TimeSpan Idle => new(FindNumber<long>(IdleKey) ?? 0);

    /// <summary>When the process began that recorded the run last.</summary>
    private DateTimeOffset Since => FindNumber<long>(SinceKey) is { } ticks && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : Timestamp;

    /// <summary>The same for a run that goes on with another: it has begun when that one had.</summary>
    /// <param name="run">The run that it goes on with.</param>
    /// <param name="from">The checkpoint from which.</param>
    /// <param name="now">When it goes on.</param>
    public RunHeader Continue(RunHeader run, CheckpointInfo from, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(from);
        // Of a checkpoint that an earlier process took, the time until the last one began is idle already.
        var lost = now - (from.Timestamp > run.Since ? from.Timestamp : run.Since);
        var idle = run.Idle + (lost > TimeSpan.Zero ? lost : default);
        var environment = Environment.SetItem(ContinuesKey, run.Key.ToString())
            .SetItem(PositionKey, from.Position.ToString())
            .SetItem(IdleKey, Text(idle.Ticks))
            .SetItem(SinceKey, Text(now.UtcTicks));
        return this with
        {
            Timestamp = run.Timestamp,
            Environment = run.Rank is null ? environment : environment.SetItem(GroupKey, run.Group.ToString()),
        };
    }

    /// <summary>The same for rank 0 of several processes that train together.</summary>
    /// <param name="worldSize">How many there are.</param>
    /// <param name="launch">What tells this launch from others.</param>
    public RunHeader AsLead(int worldSize, string launch) =>
        this with { Environment = Environment.SetItem(RankKey, "0").SetItem(WorldKey, Text(worldSize)).SetItem(LaunchKey, launch) };

    /// <summary>The same for another rank: label, start and code version are those of rank 0.</summary>
    /// <param name="lead">The header of rank 0.</param>
    /// <param name="rank">The rank, from 1.</param>
    public RunHeader AsFollower(RunHeader lead, int rank)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return this with
        {
            RunId = lead.RunId,
            Timestamp = lead.Timestamp,
            VersionId = lead.VersionId,
            Environment = Environment.SetItem(RankKey, Text(rank)).SetItem(WorldKey, Text(lead.WorldSize ?? 1)).SetItem(LeadKey, lead.Key.ToString()),
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private T? FindNumber<T>(string key)
        where T : struct, INumberBase<T> =>
        Environment.TryGetValue(key, out string? text) && T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private RunKey? FindKey(string key) => Environment.TryGetValue(key, out string? text) && Guid.TryParseExact(text, "D", out var found) ? new RunKey(found) : null;
}
