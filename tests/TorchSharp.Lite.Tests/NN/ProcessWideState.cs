namespace TorchSharp.Tests.NN;

/// <summary>Tests of what the process has only one of: the default generator, the count of live tensors. They run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWideState
{
    public const string Name = "Process-wide state";
}
