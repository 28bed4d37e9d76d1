using FlorDb.Storage;

namespace FlorDb.Torch.Startup;

/// <summary>Finds the run of a program that is to go on.</summary>
internal sealed class ResumableRuns(StoreSnapshot snapshot, ProgramHome home)
{
    /// <summary>Below this a text is not taken for the beginning of a key.</summary>
    private const int ShortestPrefix = 4;

    /// <exception cref="FlorException">There is none, there are several, or it can't go on.</exception>
    public RunGroup Find(CommandLine.ResumeTarget target, string? label)
    {
        var left = FindLeft(target, label);
        if (target.Run is not null && left.Count > 1) throw Several(target.Run, left);
        return left[^1].State != RunState.Running ? left[^1] : throw AtWork(left[^1].Decisive);
    }

    /// <summary>The runs that are meant and did not come to their ends: at least one.</summary>
    /// <exception cref="FlorException">There is none.</exception>
    public List<RunGroup> FindLeft(CommandLine.ResumeTarget target, string? label)
    {
        var mine = snapshot.RunGroups.Where(run => run.Lead.Header.ProjectId == home.Project && run.Lead.Header.FileName == home.FileName)
            .Where(run => label is null || run.Lead.Header.RunId == label).ToList();
        var found = target.Run is { } text ? Named(mine, text) : mine;
        if (found.Count == 0) throw None(target.Run ?? label);
        var left = found.FindAll(run => run.State != RunState.Completed);
        return left.Count > 0 ? left : throw Completed(target.Run, found[^1].Lead);
    }

    private static List<RunGroup> Named(List<RunGroup> runs, string text)
    {
        var labelled = runs.FindAll(run => run.Lead.Header.RunId == text);
        if (labelled.Count > 0 || text.Length < ShortestPrefix) return labelled;
        return runs.FindAll(run => run.Ranks.Any(rank => rank.Key.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase)));
    }

    private FlorException None(string? name) => new(
        name is null
            ? $"there is no recorded run of {home.FileName} to resume. Run it without --flor-resume first."
            : $"there is no recorded run of {home.FileName} with the label, or a key that begins with, \"{name}\" to resume. The runs are listed by: flor runs");

    private FlorException Completed(string? name, RunInfo newest) => new(
        name is null
            ? $"all recorded runs of {home.FileName} came to their ends: there is nothing to resume."
            : $"the run {newest.Header.RunId} ({newest.Key}) came to its end: there is nothing to resume.");

    private static FlorException AtWork(RunInfo run) => new(
        $"the run {run.Header.RunId} ({run.Key}) is being recorded by a process that is at work (pid {run.Header.Environment.GetValueOrDefault("pid", "unknown")}). "
        + "Stop that first, or name another run: --flor-resume RUN.");

    private static FlorException Several(string name, List<RunGroup> runs) => new(
        $"{name} means {runs.Count} runs that did not come to their ends. Name one by its key:{string.Concat(runs.Select(run => $"\n  {run.Lead.Key}  {run.Lead.Header.Timestamp:u}"))}");
}
