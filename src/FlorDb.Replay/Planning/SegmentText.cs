using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>Says for people what a segment does.</summary>
internal static class SegmentText
{
    public static string Start(RunRecord record, ImmutableArray<LoopSegment> loops, bool runsToEnd)
    {
        if (loops is [{ Ranges: [{ First: > 0 } first, ..] } loop, ..]) return $"checkpoint after {loop.Loop} {first.First - 1}";
        if (loops.IsEmpty && runsToEnd && !record.Order.IsEmpty) return $"checkpoint after {record.Order[^1]}";
        return "start of the program";
    }

    public static string Work(ProgramLayout layout, ImmutableArray<LoopSegment> loops, ImmutableArray<LoopPath> skipped, bool runsToEnd)
    {
        var parts = loops.Select(loop => $"{loop.Loop} {string.Join(", ", loop.Ranges.Select(Range))}").ToList();
        if (loops.IsEmpty) parts.Add(runsToEnd ? "what follows the loops" : "what precedes the loops");
        else if (runsToEnd) parts.Add("what follows");
        var text = string.Join(", ", parts);
        if (!skipped.IsEmpty) text += $", without {string.Join(", ", skipped.Select(path => path.Loops[^1]))}";
        var carried = loops.SelectMany(loop => layout.CarriedBy(LoopPath.Of(loop.Loop))).Distinct().Select(name => $"'{name}'").ToList();
        return carried.Count == 0 ? text : $"{text} (from the start, because {string.Join(", ", carried)} {(carried.Count == 1 ? "is" : "are")} carried along and not registered)";
    }

    private static string Range(IterationRange range) => range.First == range.Last ? $"{range.First}" : $"{range.First}..{range.Last}";
}
