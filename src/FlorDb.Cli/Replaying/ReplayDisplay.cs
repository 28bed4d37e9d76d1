using System.Globalization;
using FlorDb.Cli.Hosting;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;
using Spectre.Console;

namespace FlorDb.Cli.Replaying;

/// <summary>
/// Shows a replay while it runs: on a terminal as a moving picture that is gone when it ends, elsewhere as a line for each new step of a run.
/// </summary>
internal sealed class ReplayDisplay : IProgress<ReplayProgress>, IAsyncDisposable
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(100);
    private readonly Terminal _terminal;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<RunKey, (ReplayPhase Phase, string Text)> _steps = [];
    private ReplayBoard? _board;
    private Task _picture = Task.CompletedTask;

    /// <summary>Makes a display that shows nothing yet.</summary>
    public ReplayDisplay(Terminal terminal) => _terminal = terminal;

    /// <summary>Starts to show.</summary>
    /// <param name="estimate">How long the replay is expected to take.</param>
    public void Begin(TimeSpan estimate)
    {
        _board = new ReplayBoard(TimeProvider.System, estimate);
        if (_terminal.ErrorIsTerminal && _terminal.CanMoveCursor) _picture = MoveAsync(_board);
        else _board.Changed += WriteLine;
    }

    /// <inheritdoc/>
    public void Report(ReplayProgress value) => _board?.Report(value);

    /// <summary>Ends the picture and leaves the cursor where it began.</summary>
    public async ValueTask DisposeAsync()
    {
        _finished.TrySetResult();
        await _picture.ConfigureAwait(false);
    }

    private Task MoveAsync(ReplayBoard board)
    {
        var console = _terminal.ErrorConsole();
        return console.Live(ReplayScreen.Draw(board.Look(), console.Profile.Width)).AutoClear(true).StartAsync(async live =>
        {
            while (!_finished.Task.IsCompleted)
            {
                live.UpdateTarget(ReplayScreen.Draw(board.Look(), console.Profile.Width));
                await Task.WhenAny(_finished.Task, Task.Delay(FrameTime)).ConfigureAwait(false);
            }
        });
    }

    private void WriteLine(ReplayProgress step)
    {
        if (step.Run is not { } run) return;
        lock (_steps)
        {
            if (_steps.TryGetValue(run.Key, out var last) && last == (step.Phase, step.Text)) return;
            _steps[run.Key] = (step.Phase, step.Text);
            var share = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(step.Done * 100),3:0} %  ");
            _terminal.Error.Write(share + ReplayScreen.Line(step, int.MaxValue) + "\n");
        }
    }
}
