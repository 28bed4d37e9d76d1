using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Cli.Rendering;
using FlorDb.Query.Hindsight;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FlorDb.Cli.Replaying;

/// <summary>Draws a replay in progress: a line for each run that is at work, then a bar with the time that has gone and that is left.</summary>
internal static class ReplayScreen
{
    private const int RunsShown = 8;
    private const int BarWidth = 30;
    private const int LabelWidth = 20;

    /// <summary>Draws it for a terminal of the given width.</summary>
    public static IRenderable Draw(ReplayBoardView view, int width) => new Rows(Lines(view, width));

    /// <summary>One step of one run as a line: <c>firstRun  running   epoch 4..7</c>.</summary>
    public static string Line(ReplayProgress step, int width)
    {
        var label = DisplayText.Pad(DisplayText.Cut(DisplayText.Visible(step.Run?.Header.RunId ?? ""), LabelWidth), LabelWidth, right: false);
        return DisplayText.Cut($"{label}  {Phase(step.Phase),-9} {DisplayText.Visible(step.Text)}".TrimEnd(), width);
    }

    /// <summary>A phase in one word.</summary>
    public static string Phase(ReplayPhase phase) => phase switch
    {
        ReplayPhase.Building => "building",
        ReplayPhase.Queued => "queued",
        ReplayPhase.Running => "running",
        ReplayPhase.Finished => "finished",
        ReplayPhase.Failed => "failed",
        _ => phase.ToString(),
    };

    private static IEnumerable<IRenderable> Lines(ReplayBoardView view, int width)
    {
        var shown = Shown(view.Runs);
        foreach (var step in shown) yield return new Text("  " + Line(step, width - 3), StyleOf(step.Phase));
        var hidden = view.Runs.Length - shown.Length;
        if (hidden > 0) yield return new Text($"  and {Count.Of(hidden, "run")} more", new Style(decoration: Decoration.Dim));
        yield return Bar(view);
    }

    /// <summary>Those at work first; what is finished only as long as there is room.</summary>
    private static ImmutableArray<ReplayProgress> Shown(ImmutableArray<ReplayProgress> runs)
    {
        if (runs.Length <= RunsShown) return runs;
        var chosen = runs.OrderBy(step => step.Phase is ReplayPhase.Finished or ReplayPhase.Failed).Take(RunsShown).ToHashSet();
        return [.. runs.Where(chosen.Contains)];
    }

    private static Paragraph Bar(ReplayBoardView view)
    {
        var full = (int)Math.Floor(view.Done * BarWidth);
        var times = string.Create(
            CultureInfo.InvariantCulture, $" {Math.Floor(view.Done * 100),3:0} %  {Clock(view.Elapsed)} gone, about {Clock(view.Left)} left");
        return new Paragraph("  ")
            .Append(new string('━', full), new Style(Color.Green))
            .Append(new string('─', BarWidth - full), new Style(decoration: Decoration.Dim))
            .Append(times);
    }

    private static Style StyleOf(ReplayPhase phase) => phase switch
    {
        ReplayPhase.Finished => new Style(Color.Green),
        ReplayPhase.Failed => new Style(Color.Red),
        _ => Style.Plain,
    };

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
}
