using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Replay.Execution;

/// <summary>How much of a whole replay is done, by the times that were planned. Safe to use from several threads.</summary>
/// <param name="total">The planned seconds of it all.</param>
/// <param name="progress">Who is told.</param>
internal sealed class ProgressMeter(double total, IProgress<ReplayProgress> progress)
{
    private readonly Lock _gate = new();
    private double _done;

    public void Advance(double seconds)
    {
        lock (_gate) _done += seconds;
    }

    public void Report(RunInfo run, ReplayPhase phase, string text)
    {
        double done;
        lock (_gate) done = total > 0 ? Math.Min(1, _done / total) : 1;
        progress.Report(new ReplayProgress(run, phase, done, text));
    }
}
