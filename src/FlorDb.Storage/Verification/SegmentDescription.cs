using System.Collections.Immutable;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Verification;

/// <summary>What a segment tells of itself.</summary>
/// <param name="Info">What the manifest should say of it.</param>
internal sealed record SegmentDescription(SegmentInfo Info)
{
    /// <summary>When its first row started, in microseconds: rows of one run and path are written in that order.</summary>
    public required long Started { get; init; }

    /// <summary>A hash of what identifies each of its rows: two segments that share some hold the same rows.</summary>
    public required ImmutableArray<PageHash> Keys { get; init; }

    /// <summary>The runs whose own row it holds.</summary>
    public required ImmutableArray<(RunHeader Header, RunState State, double? Seconds, string? Message)> Runs { get; init; }

    /// <summary>The replay parts that it lists.</summary>
    public required ImmutableArray<ReplayInfo> Replays { get; init; }
}
