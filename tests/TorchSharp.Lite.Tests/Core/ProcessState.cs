namespace TorchSharp.Lite.Tests.Core;

/// <summary>Tests that set or count what the whole process shares: default generator, default dtype, live tensors.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class ProcessState
{
    public const string Name = "process state";
}
