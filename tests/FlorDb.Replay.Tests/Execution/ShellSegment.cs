using FlorDb.Replay.Execution;
using FlorDb.Replay.Tests.Support;

namespace FlorDb.Replay.Tests.Execution;

/// <summary>A segment whose worker is a line of shell, and which keeps what it is told.</summary>
internal sealed class ShellSegment(TemporaryFolder folder, string name, string script) : ISegmentTask
{
    private readonly List<string> _told = [];

    /// <summary>Is called when the worker starts.</summary>
    public Action OnStart { get; init; } = () => { };

    /// <summary>Is called before the worker is prepared.</summary>
    public Action OnPrepare { get; init; } = () => { };

    public string Log => folder[$"logs/{name}.log"];

    public string Folder => folder[$"work/{name}"];

    /// <summary>Whether it has waited, started, and how it ended.</summary>
    public string Story => string.Join(", ", _told);

    public WorkerJob Prepare()
    {
        OnPrepare();
        Directory.CreateDirectory(Folder);
        return new WorkerJob(["/bin/sh", "-c", script], Folder, new Dictionary<string, string?> { ["NAME"] = name }, Log, 1);
    }

    public void Wait(string reason)
    {
        if (_told is not [.., "waited"]) _told.Add("waited");
    }

    public void Start(string? node)
    {
        _told.Add("ran");
        OnStart();
    }

    public void End(double seconds, string? trouble) => _told.Add(trouble ?? "done");

    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
