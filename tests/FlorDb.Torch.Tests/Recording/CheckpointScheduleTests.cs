using FlorDb.Storage;
using FlorDb.Torch.Recording;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Recording;

/// <summary>Trainings whose iterations and checkpoints take known times, without a training.</summary>
public class CheckpointScheduleTests
{
    private const string Loop = "epoch";
    private const double Epsilon = 1.0 / 15;
    private readonly ManualTime _time = new();

    [Fact]
    public void Long_iterations_have_a_checkpoint_each() =>
        Assert.Equal(Enumerable.Range(0, 20), Train(CheckpointPolicy.Adaptive, 20, _ => 3600, _ => 5).Select(taken => taken.Iteration));

    [Fact]
    public void Two_checkpoints_of_an_iteration_are_paid_for_as_two()
    {
        var single = Train(CheckpointPolicy.Adaptive, 10_000, _ => 0.01, _ => 0.05);
        var pairs = Train(CheckpointPolicy.Adaptive, 10_000, _ => 0.01, _ => 0.05, capturesOfIteration: 2);
        Assert.InRange(pairs.Count, single.Count - 2, single.Count + 2);
        Assert.All(pairs.Chunk(2), pair => Assert.Equal(pair[0].Iteration, pair[1].Iteration));
    }

    [Fact]
    public void Short_iterations_have_few_checkpoints_and_ever_as_many_as_they_pay_for()
    {
        var taken = Train(CheckpointPolicy.Adaptive, 10_000, _ => 0.001, _ => 0.05);
        Assert.InRange(taken.Count, 11, 13);
        Assert.InRange(taken[0].Iteration, 700, 800);
        Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.InRange(pair.Second.Iteration - pair.First.Iteration, 700, 800));
    }

    [Fact]
    public void Checkpoints_take_no_more_than_their_part_of_the_time_whatever_anything_costs()
    {
        foreach (int seed in Enumerable.Range(1, 200))
        {
            var random = new Random(seed);
            double iteration = Math.Pow(10, random.Next(-3, 4)), checkpoint = Math.Pow(10, random.Next(-3, 3)), epsilon = random.NextDouble() * 0.3 + 0.001;
            int count = random.Next(1, 2000);
            double largest = 0, spent = 0, whole = 0;
            double IterationSeconds(int i)
            {
                double seconds = iteration * (0.9 + 0.2 * random.NextDouble());
                whole += seconds;
                return seconds;
            }

            double CheckpointSeconds(int i)
            {
                double seconds = checkpoint * (0.9 + 0.2 * random.NextDouble());
                largest = Math.Max(largest, seconds);
                spent += seconds;
                return seconds;
            }

            Train(CheckpointPolicy.Adaptive, count, IterationSeconds, CheckpointSeconds, epsilon);
            // The first checkpoint, before the loop, is always taken; measures are smoothed, so that costs that vary by a tenth may exceed the part by two.
            Assert.True(spent - largest <= 1.25 * epsilon * whole + largest, $"seed {seed}: {spent} s of {whole} s, with epsilon {epsilon}");
        }
    }

    [Fact]
    public void Iterations_that_become_longer_have_more_checkpoints_from_then_on()
    {
        var taken = Train(CheckpointPolicy.Adaptive, 2000, i => i < 1000 ? 0.01 : 10, _ => 0.5);
        Assert.InRange(taken.Count(item => item.Iteration < 1000), 0, 3);
        Assert.InRange(taken.Count(item => item.Iteration >= 1000), 990, 1000);
    }

    [Fact]
    public void Checkpoint_that_was_dear_delays_the_next_ones_and_no_more()
    {
        var taken = Train(CheckpointPolicy.Adaptive, 400, _ => 0.1, i => i == 50 ? 0.2 : 0.002).ConvertAll(item => item.Iteration);
        var gaps = taken.Zip(taken.Skip(1), (one, next) => next - one).ToList();
        Assert.Equal(Enumerable.Range(0, 51), taken.Take(51));
        Assert.InRange(gaps.Max(), 5, 10);
        Assert.All(gaps.TakeLast(200), gap => Assert.Equal(1, gap));
    }

    [Fact]
    public void Time_without_checkpoints_is_not_made_up_for()
    {
        var taken = Train(CheckpointPolicy.Adaptive, 2000, i => i == 1000 ? 100 : 0.01, _ => 0.05).ConvertAll(item => item.Iteration);
        Assert.Contains(1000, taken);
        Assert.All(taken.SkipWhile(iteration => iteration < 1000).Take(10).Chunk(2), pair => Assert.InRange(pair[1] - pair[0], 70, 80));
    }

    [Fact]
    public void Other_policies_take_what_they_say()
    {
        Assert.Equal([0, 1, 2, 3], Train(CheckpointPolicy.EveryIteration, 4, _ => 0.001, _ => 9).Select(taken => taken.Iteration));
        Assert.Equal([4, 9, 14], Train(CheckpointPolicy.Every(5), 17, _ => 1, _ => 9).Select(taken => taken.Iteration));
        Assert.Equal([3, 7], Train(CheckpointPolicy.Every(TimeSpan.FromSeconds(10)), 10, _ => 3, _ => 0).Select(taken => taken.Iteration));
        Assert.Empty(Train(CheckpointPolicy.Off, 10, _ => 1, _ => 1));
    }

    [Fact]
    public void Decision_is_told_with_what_it_came_from()
    {
        var reason = Train(CheckpointPolicy.Adaptive, 400, _ => 0.1, _ => 0.5)[0].Reason;
        Assert.Equal(("adaptive", 0L, Epsilon, 1.0), (reason.Policy, reason.Taken, reason.Epsilon, reason.RestoreRatio));
        Assert.Equal(0.5, reason.MaterializeSeconds, 6);
        Assert.Equal(0.1, reason.IterationSeconds, 6);
        Assert.Equal(reason.Executions - 1, reason.PassedOver);
        Assert.True(reason.MaterializeSeconds / reason.IterationSeconds < reason.Executions * Epsilon);
        Assert.False(reason.MaterializeSeconds / reason.IterationSeconds < (reason.Executions - 1) * Epsilon);
    }

    [Fact]
    public void Restoring_that_takes_much_longer_than_writing_makes_checkpoints_rare()
    {
        var schedule = new CheckpointSchedule(CheckpointPolicy.Adaptive, 0.9, _time);
        schedule.BeginIteration(Loop);
        _time.Pass(10);
        schedule.OnWritten(1);
        Assert.True(schedule.WantsIteration(Loop));
        schedule.EndIteration(Loop);
        schedule.OnRestoreMeasured(99);
        schedule.BeginIteration(Loop);
        _time.Pass(10);
        Assert.False(schedule.WantsIteration(Loop));
        var reason = schedule.OnCaptured(Loop, 1, isBoundary: false);
        Assert.Equal(99, reason.RestoreRatio);
    }

    /// <summary>The iterations at whose end a checkpoint is taken. Each is written at once, and one stands before the loop.</summary>
    private List<(int Iteration, CheckpointReason Reason)> Train(
        CheckpointPolicy policy, int iterations, Func<int, double> iterationSeconds, Func<int, double> checkpointSeconds, double epsilon = Epsilon,
        int capturesOfIteration = 1)
    {
        var schedule = new CheckpointSchedule(policy, epsilon, _time);
        var taken = new List<(int, CheckpointReason)>();
        if (schedule.WantsBoundary(Loop)) Take(-1);
        for (int i = 0; i < iterations; i++)
        {
            schedule.BeginIteration(Loop);
            _time.Pass(iterationSeconds(i));
            for (int capture = 0; capture < capturesOfIteration; capture++)
            {
                if (schedule.WantsIteration(Loop)) taken.Add((i, Take(i)));
                else schedule.PassOver();
            }

            schedule.EndIteration(Loop);
        }

        return taken;

        CheckpointReason Take(int iteration)
        {
            double seconds = checkpointSeconds(iteration);
            _time.Pass(seconds / 2);
            var reason = schedule.OnCaptured(Loop, seconds / 2, isBoundary: iteration < 0);
            schedule.OnWritten(seconds);
            return reason;
        }
    }
}
