using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>What is known of a run when it starts. It is written once and never changes.</summary>
public sealed record RunHeader
{
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
}
