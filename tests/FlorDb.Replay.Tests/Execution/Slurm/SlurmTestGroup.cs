namespace FlorDb.Replay.Tests.Execution.Slurm;

/// <summary>The tests that share one cluster.</summary>
[CollectionDefinition(Name)]
public sealed class SlurmTestGroup : ICollectionFixture<SlurmCluster>
{
    public const string Name = "Slurm";
}
