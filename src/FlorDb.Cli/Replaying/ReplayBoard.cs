using System.Collections.Immutable;
using FlorDb.Query.Hindsight;

namespace FlorDb.Cli.Replaying;

/// <summary>What a replay has come to: the last that was heard of each run, and how much is done. Safe to use from several threads.</summary>
internal sealed class ReplayBoard(TimeProvider time, TimeSpan estimate) : IProgress<ReplayProgress>
{
    /// <summary>Below this share the time left is taken from the plan, since a speed can't be told yet.</summary>
    private const double EnoughDone = 0.05;

    private readonly Lock _lock = new();
    private readonly List<ReplayProgress> _runs = [];
    private readonly long _start = time.GetTimestamp();
    private string _text = "starting";
    private double _done;

    /// <summary>Is called after each step, by the thread that reports it.</summary>
    public event Action<ReplayProgress>? Changed;

    /// <inheritdoc/>
    public void Report(ReplayProgress value)
    {
        lock (_lock)
        {
            _done = Math.Max(_done, Math.Clamp(value.Done, 0, 1));
            if (value.Run is null) _text = value.Text;
            else Replace(value);
        }

        Changed?.Invoke(value);
    }

    /// <summary>Looks at the board.</summary>
    public ReplayBoardView Look()
    {
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_start);
            var left = _done >= EnoughDone ? elapsed * ((1 - _done) / _done) : estimate - elapsed;
            return new ReplayBoardView([.. _runs], _text, _done, elapsed, left < TimeSpan.Zero ? TimeSpan.Zero : left);
        }
    }

    private void Replace(ReplayProgress value)
    {
        var index = _runs.FindIndex(known => known.Run!.Key == value.Run!.Key);
        if (index < 0) _runs.Add(value);
        else _runs[index] = value;
    }
}

/// <summary>A replay at one moment.</summary>
/// <param name="Runs">The last step of each run that was heard of, in the order in which they began.</param>
/// <param name="Text">The last step that concerned all runs.</param>
/// <param name="Done">The share that is done, from 0 to 1.</param>
/// <param name="Elapsed">The time since the start.</param>
/// <param name="Left">The time that it will still take, as far as can be told.</param>
internal sealed record ReplayBoardView(ImmutableArray<ReplayProgress> Runs, string Text, double Done, TimeSpan Elapsed, TimeSpan Left);
