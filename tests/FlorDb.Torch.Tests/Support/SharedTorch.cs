namespace FlorDb.Torch.Tests.Support;

/// <summary>Tests that use torch's generator, which the whole process shares, run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedTorch
{
    public const string Name = "torch";
}
