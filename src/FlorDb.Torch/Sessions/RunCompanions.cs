using FlorDb.Torch.Metrics;
using FlorDb.Torch.Output;
using FlorDb.Torch.Progress;

namespace FlorDb.Torch.Sessions;

/// <summary>What goes along with a run that is recorded, and not with a replay: its progress on the terminal, and what is logged without the program's doing.</summary>
internal static class RunCompanions
{
    /// <summary>Starts those that are asked for. They stop by themselves as the session ends.</summary>
    public static void Start(Session session, FlorOptions options)
    {
        if (session.IsReplay) return;
        if (options.CaptureOutput) StopAtEnd(session, OutputCapture.Start(session));
        if (options.SystemMetrics is { } interval) StopAtEnd(session, new SystemMetrics(session, interval));
        if (options.Progress && ProgressDisplay.TryStart(session) is { } display) StopAtEnd(session, display);
    }

    private static void StopAtEnd(Session session, IDisposable companion) => session.Ending += companion.Dispose;
}
