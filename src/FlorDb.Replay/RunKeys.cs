namespace FlorDb.Replay;

/// <summary>The keys of a run's environment that a replay reads; their meaning is in spec/replay.md.</summary>
internal static class RunKeys
{
    public const string Project = "project";
    public const string WorkingFolder = "cwd";
    public const string Configuration = "configuration";
    public const string Assembly = "assembly";
    public const string TorchThreads = "torch.threads";
}
