namespace FlorDb.Torch.Tests.Recording;

public class CheckpointPolicyTests
{
    public static TheoryData<CheckpointPolicy, string> Names => new()
    {
        { CheckpointPolicy.Adaptive, "adaptive" },
        { CheckpointPolicy.EveryIteration, "every iteration" },
        { CheckpointPolicy.Every(1), "every iteration" },
        { CheckpointPolicy.Every(5), "every 5" },
        { CheckpointPolicy.Every(TimeSpan.FromSeconds(0.25)), "every 0.25 s" },
        { CheckpointPolicy.Every(TimeSpan.FromMinutes(10)), "every 600 s" },
        { CheckpointPolicy.Off, "off" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Policy_is_found_by_its_name(CheckpointPolicy policy, string name)
    {
        Assert.Equal(name, policy.Name);
        Assert.Equal(policy, CheckpointPolicy.Parse(name));
        Assert.Equal(policy, CheckpointPolicy.Parse($" {name.ToUpperInvariant()} "));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sometimes")]
    [InlineData("every")]
    [InlineData("every 0")]
    [InlineData("every -1")]
    [InlineData("every 5 minutes")]
    [InlineData("every 0 s")]
    [InlineData("every NaN s")]
    [InlineData("every 1e12 s")]
    public void Other_names_are_refused_with_those_that_there_are(string name)
    {
        string message = Assert.Throws<FormatException>(() => CheckpointPolicy.Parse(name)).Message;
        Assert.Equal($"There is no checkpoint policy \"{name}\": there are \"adaptive\", \"every iteration\", \"every 5\", \"every 30 s\" and \"off\".", message);
    }

    [Fact]
    public void Numbers_and_times_must_be_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointPolicy.Every(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointPolicy.Every(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlorOptions { Epsilon = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlorOptions { Epsilon = double.NaN });
    }
}
