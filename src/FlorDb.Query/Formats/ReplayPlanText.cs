using System.Globalization;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Query.Formats;

/// <summary>A replay plan as lines of text, as <c>EXPLAIN</c> shows it.</summary>
public static class ReplayPlanText
{
    private const int VersionCharacters = 8;

    /// <summary>
    /// The plan, line by line: for each run its version, its segments, and what they cost; then what is put into each version, and the runs that are refused, with reasons.
    /// </summary>
    public static IEnumerable<string> Lines(IReplayPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var refused = plan.Refusals.IsEmpty ? "" : $"; {plan.Refusals.Length} refused";
        yield return $"Replay {Counted(plan.Replays.Length, "run")}{Place(plan)}, about {Duration(plan.Estimate)}{refused}";
        foreach (var replay in plan.Replays)
        {
            var cells = $"{Counted(replay.Cells, "cell")} of {string.Join(", ", replay.Names)}";
            yield return $"  {Describe(replay.Run)}: {cells}, about {Duration(replay.Estimate)} of work";
            foreach (var segment in replay.Segments)
                yield return $"    from {segment.Start}: {segment.Work}, about {Duration(segment.Estimate)}";
        }

        foreach (var patch in plan.ReadPatches().Where(patch => patch.Text.Length > 0))
        {
            yield return $"  Put into version {Short(patch.VersionId)}:";
            foreach (var line in Added(patch.Text)) yield return $"    {line}";
        }

        foreach (var refusal in plan.Refusals)
            yield return $"  {Describe(refusal.Run)}: refused, {string.Join(", ", refusal.Names)}: {refusal.Reason}";
    }

    /// <summary>Where a plan is executed, as a piece of a sentence; empty for this machine.</summary>
    public static string Place(IReplayPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (kind, count, launcher) = plan.Workers;
        if (launcher != WorkerLauncher.Slurm) return "";
        var tasks = Counted(plan.Replays.Sum(replay => replay.Segments.Length), "task");
        return $" by Slurm ({tasks}, at most {count.ToString(CultureInfo.InvariantCulture)} at once, each with {(kind == WorkerKind.Gpu ? "a GPU" : "a share of CPUs")}; time in the queue not counted)";
    }

    /// <summary>The lines that a unified diff adds, each with its file.</summary>
    private static IEnumerable<string> Added(string diff)
    {
        var file = "";
        foreach (var line in diff.Split('\n'))
        {
            if (line.StartsWith("+++ b/", StringComparison.Ordinal)) file = line["+++ b/".Length..];
            else if (line.StartsWith('+') && !string.IsNullOrWhiteSpace(line[1..])) yield return $"{file}: {line[1..].TrimEnd('\r')}";
        }
    }

    private static string Describe(RunInfo run) => $"{run.Header.RunId} (version {Short(run.Header.VersionId)}, {run.Header.FileName})";

    private static string Short(string version) => version.Length > VersionCharacters ? version[..VersionCharacters] : version;

    private static string Counted(long count, string noun) => $"{count.ToString(CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    private static string Duration(TimeSpan time) => time.TotalMinutes < 1
        ? $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
        : $"{((int)time.TotalMinutes).ToString(CultureInfo.InvariantCulture)} min {time.Seconds.ToString(CultureInfo.InvariantCulture)} s";
}
