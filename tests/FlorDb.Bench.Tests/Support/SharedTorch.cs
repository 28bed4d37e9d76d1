namespace FlorDb.Bench.Tests.Support;

/// <summary>Tests that use torch's generator, which the whole process shares, run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedTorch
{
    public const string Name = "torch";
}
