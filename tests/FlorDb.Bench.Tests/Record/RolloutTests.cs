using FlorDb.Bench.Record.Trainings;
using static TorchSharp.torch;

namespace FlorDb.Bench.Tests.Record;

public sealed class RolloutTests
{
    /// <summary>With values that are right, no action is better than expected; what a game that has ended was worth is not taken from the next one.</summary>
    [Fact]
    public void Advantages_are_what_the_values_did_not_foresee()
    {
        var rollout = new Rollout(steps: 3, players: 1);
        float[] values = [1 + 0.99f, 1, 5];
        for (int step = 0; step < 3; step++) rollout.Choose(step, tensor(new long[] { 1 }), tensor(new float[] { 0 }), tensor(new[] { values[step] }));
        rollout.SetEnd(1, 0, hasEnded: true);

        var (advantages, returns) = rollout.Estimate([10]);

        float last = 1 + 0.99f * 10 - 5;
        Assert.Equal([0, 0, last], advantages.data<float>().ToArray());
        Assert.Equal([1 + 0.99f, 1, 5 + last], returns.data<float>().ToArray());
    }
}
