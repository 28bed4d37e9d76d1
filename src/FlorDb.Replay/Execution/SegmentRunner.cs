using FlorDb.Replay.Planning;
using FlorDb.Storage;

namespace FlorDb.Replay.Execution;

/// <summary>Executes one segment in a worker process.</summary>
internal sealed class SegmentRunner(string store, BuildCache cache)
{
    private const int TailLines = 12;

    /// <summary>Runs a segment.</summary>
    /// <returns>What went wrong; null when the worker ended well.</returns>
    public async Task<string?> RunAsync(
        ReplayKey key, PlannedRun planned, int part, FinishedBuild build, string? device, CancellationToken cancellation)
    {
        var segment = planned.Segments[part];
        var buildKey = BuildKey.Of(planned.Run.Header, planned.Patch);
        var record = RecordOf(key, planned, part, build.Commit);
        var folder = Path.Combine(store, "cache", "work", key.ToString());
        try
        {
            var sources = Path.Combine(folder, "src");
            LeftOutFiles.Mirror(cache.Sources(buildKey), sources);
            var file = Path.Combine(folder, "segment.json");
            record.Save(file);
            var environment = TrainingCommand.Environment(planned.Run.Header);
            environment[ReplaySegment.FileVariable] = file;
            if (device is not null) environment["CUDA_VISIBLE_DEVICES"] = device;
            var log = cache.Log(buildKey, key.ToString());
            string[] command = [.. TrainingCommand.Of(planned.Run.Header, cache.Output(buildKey)), "--replay_flor", $"{part + 1}/{planned.Segments.Length}"];
            var code = await ChildProcess.RunAsync(
                command, TrainingCommand.WorkingFolder(planned.Run.Header, sources), environment, log, cancellation).ConfigureAwait(false);
            return code == 0 ? null : $"the worker for {segment.Work} ended with exit code {code}:\n{ChildProcess.Tail(log, TailLines)}\n(all of it is in {log})";
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private ReplaySegment RecordOf(ReplayKey key, PlannedRun planned, int part, string commit)
    {
        var segment = planned.Segments[part];
        return new ReplaySegment
        {
            Store = store,
            Header = new ReplayHeader
            {
                Key = key,
                Run = planned.Run.Key,
                Timestamp = DateTimeOffset.UtcNow,
                Names = planned.Names,
                PatchedVersionId = commit,
                Part = part + 1,
                Parts = planned.Segments.Length,
            },
            Loops = segment.Loops,
            SkippedLoops = segment.SkippedLoops,
            RunsToEnd = segment.RunsToEnd,
        };
    }
}
