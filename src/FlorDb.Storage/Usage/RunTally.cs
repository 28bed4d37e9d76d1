namespace FlorDb.Storage.Usage;

/// <summary>A run's figures while they are added up.</summary>
internal sealed class RunTally(RunKey key)
{
    public RunKey Key => key;

    public RunInfo? Info { get; set; }

    public long RowBytes { get; set; }

    public int Checkpoints { get; set; }

    public long OwnPageBytes { get; set; }

    public long SharedPageBytes { get; set; }

    public bool IsComplete { get; set; } = true;

    public RunUsage ToUsage() => new(key, Info, RowBytes, Checkpoints, OwnPageBytes, SharedPageBytes, IsComplete);
}
