using System.Globalization;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Planning;
using FlorDb.Storage;

namespace FlorDb.Replay.Execution;

/// <summary>One segment of an attempt: its worker's folder, command and log, and what is told of it.</summary>
internal sealed class SegmentTask(string store, BuildCache cache, Attempt attempt, int part, string commit) : ISegmentTask
{
    private const int TailLines = 12;
    private readonly ReplayKey _key = ReplayKey.Create(DateTimeOffset.UtcNow);
    private readonly string _build = BuildKey.Of(attempt.Planned.Run.Header, attempt.Planned.Patch);
    private bool _hasStarted;

    private SegmentPlan Segment => attempt.Planned.Segments[part];

    private RunHeader Header => attempt.Planned.Run.Header;

    private string Folder => Path.Combine(store, "cache", "work", _key.ToString());

    private string Log => cache.Log(_build, _key.ToString());

    public WorkerJob Prepare()
    {
        attempt.Add(_key);
        var sources = Path.Combine(Folder, "src");
        LeftOutFiles.Mirror(cache.Sources(_build), sources);
        var file = Path.Combine(Folder, "segment.json");
        Record().Save(file);
        var environment = TrainingCommand.Environment(Header);
        environment[ReplaySegment.FileVariable] = file;
        string[] command = [.. TrainingCommand.Of(Header, cache.Output(_build)), "--replay_flor", $"{part + 1}/{attempt.Planned.Segments.Length}"];
        return new WorkerJob([.. command], TrainingCommand.WorkingFolder(Header, sources), environment, Log, TrainingCommand.Threads(Header));
    }

    public void Wait(string reason)
    {
        if (!attempt.IsRunning) attempt.Report(ReplayPhase.Queued, $"{Header.RunId} {reason}");
    }

    public void Start(string? node)
    {
        var place = node is null ? "" : $", on {node}";
        _hasStarted = true;
        attempt.Begin();
        attempt.Report(ReplayPhase.Running, $"{Header.RunId}: {Segment.Work}, from {Segment.Start}{place}");
    }

    public void End(double seconds, string? trouble)
    {
        attempt.AddSeconds(seconds);
        attempt.Advance(Segment.Seconds);
        if (trouble is not null) attempt.Fail(Describe(trouble));
        attempt.End(_hasStarted, $"{Header.RunId}: {Segment.Work} {(trouble is null ? "is done" : "failed")} after {seconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
    }

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The program may have left what can't be deleted. It lies in the cache, and no other worker looks there.
        }
    }

    private string Describe(string trouble)
    {
        var tail = ChildProcess.Tail(Log, TailLines);
        return tail.Length == 0 ? $"the worker for {Segment.Work} {trouble}" : $"the worker for {Segment.Work} {trouble}:\n{tail}\n(all of it is in {Log})";
    }

    private ReplaySegment Record() => new()
    {
        Store = store,
        Header = new ReplayHeader
        {
            Key = _key,
            Run = attempt.Planned.Run.Key,
            Timestamp = DateTimeOffset.UtcNow,
            Names = attempt.Planned.Names,
            PatchedVersionId = commit,
            Part = part + 1,
            Parts = attempt.Planned.Segments.Length,
            Provenance = new ReplayProvenance("cpu", Segment.Start, Segment.Seconds, Segment.RecordedSeconds),
        },
        Loops = Segment.Loops,
        SkippedLoops = Segment.SkippedLoops,
        RunsToEnd = Segment.RunsToEnd,
    };
}
