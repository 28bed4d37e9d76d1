using System.Collections.Immutable;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Hosting;

/// <summary>Finds runs by what a user types: a label (<c>--flor NAME</c>), or the first characters of a key.</summary>
internal sealed class RunSelector(ImmutableArray<RunGroup> groups)
{
    /// <summary>Below this a text is not taken for the beginning of a key.</summary>
    private const int ShortestPrefix = 4;

    /// <summary>The one run that is meant.</summary>
    /// <exception cref="CommandException">There is none, or there are several: the message lists them.</exception>
    public RunGroup Single(string text)
    {
        var found = Matching(text);
        return found.Length == 1 ? found[0] : throw Ambiguous(text, found);
    }

    /// <summary>The runs that are meant by any of the texts, with the records of all their ranks; all runs when there is no text.</summary>
    /// <exception cref="CommandException">A text means no run.</exception>
    public ImmutableArray<RunInfo> Several(IReadOnlyCollection<string> texts) =>
        [.. (texts.Count == 0 ? groups : texts.SelectMany(text => Matching(text))).SelectMany(group => group.Ranks).DistinctBy(run => run.Key)];

    /// <summary>Whether a text is the beginning of a run's key.</summary>
    public static bool IsKeyOf(RunInfo run, string text) =>
        text.Length >= ShortestPrefix && run.Key.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private ImmutableArray<RunGroup> Matching(string text)
    {
        var labelled = groups.Where(group => string.Equals(group.Lead.Header.RunId, text, StringComparison.Ordinal)).ToImmutableArray();
        if (labelled.Length > 0) return labelled;
        var keyed = groups.Where(group => group.Ranks.Any(run => IsKeyOf(run, text))).ToImmutableArray();
        return keyed.Length > 0 ? keyed : throw Unknown(text);
    }

    private static string Description(RunHeader header) =>
        $"{CellDisplay.Format(CellValue.Of(header.Timestamp), 0)}  {RunText.Version(header.VersionId)}  {header.RunId}";

    private CommandException Unknown(string text)
    {
        if (groups.IsEmpty) return new CommandException("the store has no runs yet. A training program that calls Flor.Start(args) records one.");
        var near = NearestNames.To(text, groups.Select(group => group.Lead.Header.RunId));
        var hint = near.Length > 0 ? $" Did you mean {string.Join(" or ", near)}?" : "";
        return new CommandException($"no run has the label, or a key that begins with, {text}.{hint} The runs are listed by: flor runs");
    }

    private CommandException Ambiguous(string text, ImmutableArray<RunGroup> found)
    {
        var length = RunText.KeyLength(groups.SelectMany(group => group.Ranks));
        var lines = found.Select(group => $"\n  {group.Lead.Key.ToString()[..length]}  {Description(group.Lead.Header)}");
        return new CommandException($"{text} means {found.Length} runs. Name one by the beginning of its key:{string.Concat(lines)}");
    }
}
