using System.Collections.Immutable;

namespace FlorDb.Torch.CommandLine;

/// <summary>A training program's command line, taken apart into FlorDB's options and the program's own arguments.</summary>
internal sealed record ProgramArguments
{
    /// <summary>The command line as it was given.</summary>
    public required ImmutableArray<string> All { get; init; }

    /// <summary>What is left for the program.</summary>
    public required ImmutableArray<string> Own { get; init; }

    /// <summary>The label after <c>--flor</c>; null without one.</summary>
    public string? Label { get; init; }

    /// <summary>The values after <c>--kwargs</c>, by name.</summary>
    public ImmutableSortedDictionary<string, string> Named { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What stands after <c>--flor-resume</c>; null without it.</summary>
    public ResumeTarget? Resume { get; init; }

    /// <summary>The part after <c>--replay_flor</c>; null when the program is not replayed.</summary>
    public ReplayPart? Replay { get; init; }
}
