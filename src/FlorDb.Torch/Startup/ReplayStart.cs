using System.Diagnostics;
using FlorDb.Storage;
using FlorDb.Torch.CommandLine;
using FlorDb.Torch.Replaying;
using FlorDb.Torch.Sessions;
using TorchSharp;

namespace FlorDb.Torch.Startup;

/// <summary>Starts to replay a part of a run: one that a segment file names, or, by hand, one of equal parts of the newest run of the program.</summary>
internal static class ReplayStart
{
    /// <exception cref="FlorException">The run can't be replayed.</exception>
    public static Session Open(ProgramArguments arguments, ReplayPart part, FlorOptions options, string file)
    {
        try
        {
            string? segmentFile = Environment.GetEnvironmentVariable(ReplaySegment.FileVariable);
            return string.IsNullOrEmpty(segmentFile) ? OpenByHand(arguments, part, options, file) : OpenSegment(ReplaySegment.Load(segmentFile));
        }
        catch (StoreException failure)
        {
            throw new FlorException(failure.Message, failure) { ExitCode = FlorExit.Store };
        }
    }

    private static ReplayingSession OpenSegment(ReplaySegment segment)
    {
        var store = FlorStore.Open(segment.Store);
        try
        {
            return Open(store, store.TakeSnapshot(), segment);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static ReplayingSession OpenByHand(ProgramArguments arguments, ReplayPart part, FlorOptions options, string file)
    {
        using var home = ProgramHome.Find(options, file);
        var store = home.OpenStore();
        try
        {
            var snapshot = store.TakeSnapshot();
            var run = FindRun(snapshot, home, arguments.Label);
            var version = home.CommitWorkingTree($"replay of {run.Header.RunId}: {home.FileName}");
            return Open(store, snapshot, EqualParts.Segment(snapshot, run, part, store.Folder, version.VersionId));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static RunInfo FindRun(StoreSnapshot snapshot, ProgramHome home, string? label)
    {
        var mine = snapshot.Runs.Where(run => run.Header.ProjectId == home.Project && run.Header.FileName == home.FileName);
        if (label is not null) mine = mine.Where(run => run.Header.RunId == label);
        return mine.LastOrDefault() ?? throw new FlorException(
            label is null
                ? $"there is no recorded run of {home.FileName} to replay. Run it without --replay_flor first."
                : $"there is no recorded run of {home.FileName} named \"{label}\" to replay.");
    }

    private static ReplayingSession Open(FlorStore store, StoreSnapshot snapshot, ReplaySegment segment)
    {
        var record = new RecordedRun(snapshot, segment.Header.Run);
        if (record.Info.Header.WorldSize is { } size)
            throw new FlorException($"the run {record.Info.Header.RunId} was trained by {size} processes together, and one of them can't be replayed without the others.");
        RunEnvironment.AdoptThreads(record.Info.Header.Environment);
        var header = segment.Header with { Provenance = segment.Header.Provenance is { } provenance ? provenance with { Device = Device() } : null };
        return new ReplayingSession(segment, record, store.BeginReplay(header), store, Environment.Exit, ProcessAge());
    }

    /// <summary>How long this process has been there: what it took to come here counts, too, for whoever waits for it.</summary>
    private static TimeSpan ProcessAge()
    {
        using var process = Process.GetCurrentProcess();
        var age = DateTime.Now - process.StartTime;
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    /// <summary>Which device this worker was given.</summary>
    private static string Device() =>
        Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES") is { Length: > 0 } devices && torch.cuda.is_available() ? $"cuda:{devices}" : "cpu";
}
