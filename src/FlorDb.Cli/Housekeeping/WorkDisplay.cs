using System.Diagnostics;
using System.Globalization;
using FlorDb.Cli.Hosting;
using Spectre.Console;

namespace FlorDb.Cli.Housekeeping;

/// <summary>
/// Shows how far some work has come: on a terminal as a bar that is gone when it ends, elsewhere as a line every few seconds. Work that is over at once
/// shows nothing.
/// </summary>
internal sealed class WorkDisplay : IAsyncDisposable
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LineTime = TimeSpan.FromSeconds(5);
    private const int BarWidth = 30;

    private readonly Terminal _terminal;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _picture;
    private volatile Step _step = new("", 0);

    /// <summary>Starts to show.</summary>
    public WorkDisplay(Terminal terminal)
    {
        _terminal = terminal;
        _picture = Task.Run(terminal.ErrorIsTerminal && terminal.CanMoveCursor ? MoveAsync : WriteLinesAsync);
    }

    /// <summary>Tells how far the work is.</summary>
    /// <param name="what">What is being done, in a few words.</param>
    /// <param name="done">How much of it is done.</param>
    /// <param name="total">How much there is to do; 0 if that is not known.</param>
    public void Report(string what, long done, long total) => _step = new Step(what, total > 0 ? Math.Clamp((double)done / total, 0, 1) : 0);

    /// <summary>Ends the picture and leaves the cursor where it began.</summary>
    public async ValueTask DisposeAsync()
    {
        _finished.TrySetResult();
        await _picture.ConfigureAwait(false);
    }

    private async Task MoveAsync()
    {
        if (await IsOverWithin(Silence).ConfigureAwait(false)) return;
        var console = _terminal.ErrorConsole();
        await console.Live(Draw(_step)).AutoClear(true).StartAsync(async live =>
        {
            do live.UpdateTarget(Draw(_step));
            while (!await IsOverWithin(FrameTime).ConfigureAwait(false));
        }).ConfigureAwait(false);
    }

    private async Task WriteLinesAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!await IsOverWithin(LineTime).ConfigureAwait(false))
        {
            var step = _step;
            _terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{Percent(step),3} %  {step.What}, {clock.Elapsed.TotalSeconds:0} s gone\n"));
        }
    }

    private async Task<bool> IsOverWithin(TimeSpan time)
    {
        await Task.WhenAny(_finished.Task, Task.Delay(time)).ConfigureAwait(false);
        return _finished.Task.IsCompleted;
    }

    private static Paragraph Draw(Step step)
    {
        var full = (int)Math.Floor(step.Done * BarWidth);
        return new Paragraph("  ")
            .Append(new string('━', full), new Style(Color.Green))
            .Append(new string('─', BarWidth - full), new Style(decoration: Decoration.Dim))
            .Append(string.Create(CultureInfo.InvariantCulture, $" {Percent(step),3} %  {step.What}"));
    }

    private static int Percent(Step step) => (int)Math.Floor(step.Done * 100);

    private sealed record Step(string What, double Done);
}
