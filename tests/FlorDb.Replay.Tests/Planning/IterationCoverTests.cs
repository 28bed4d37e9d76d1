using System.Collections.Immutable;
using FlorDb.Replay.Planning;
using FlorDb.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Replay.Tests.Planning;

public class IterationCoverTests
{
    private const int Iterations = 9;
    private const double Rounding = 1e-6;

    [Fact]
    public void No_way_to_execute_the_wanted_iterations_is_cheaper() => Check.QuickThrowOnFailure(Prop.ForAll(
        Instances().ToArbitrary(),
        instance => Math.Abs(instance.Cover.Seconds - Everything(instance).Min(executed => instance.SecondsOf(executed, instance.Wanted))) < Rounding));

    [Fact]
    public void No_way_to_deal_them_to_workers_in_order_ends_sooner() => Check.QuickThrowOnFailure(Prop.ForAll(
        Instances().ToArbitrary(),
        instance =>
        {
            var longest = instance.Cover.Split(instance.Workers).Max(part => part.Seconds);
            return Math.Abs(longest - Dealings(instance.Wanted, instance.Workers).Min(parts => parts.Max(part => instance.With(part).Cover.Seconds))) < Rounding;
        }));

    [Fact]
    public void Parts_execute_each_wanted_iteration_exactly_once_and_take_what_they_say() => Check.QuickThrowOnFailure(Prop.ForAll(
        Instances().ToArbitrary(),
        instance =>
        {
            var parts = instance.Cover.Split(instance.Workers);
            var wanted = parts.SelectMany(part => part.Ranges.SelectMany(Executed).Where(instance.Wanted.Contains)).ToList();
            return parts.Length <= instance.Workers && wanted.SequenceEqual(instance.Wanted)
                && parts.All(part => Math.Abs(part.Seconds - instance.SecondsOf(part.Ranges)) < Rounding);
        }));

    [Fact]
    public void Ranges_are_ascending_and_apart_and_start_where_the_state_is_known() => Check.QuickThrowOnFailure(Prop.ForAll(
        Instances().ToArbitrary(),
        instance => instance.Cover.Split(instance.Workers).All(part =>
            part.Ranges.All(range => range.First <= range.Last && (range.First == 0 || instance.Starts.Contains(range.First)))
            && part.Ranges.Zip(part.Ranges.Skip(1)).All(pair => pair.First.Last + 1 < pair.Second.First))));

    [Fact]
    public void Cheap_iterations_are_executed_where_restoring_takes_longer()
    {
        var costs = new IterationCosts(_ => true, iteration => iteration == 2 ? 0.1 : 1, _ => 0.5);
        Assert.Equal((IterationRange[])[new(1, 3), new(5, 5)], new IterationCover([1, 3, 5], costs).Split(1).Single().Ranges.ToArray());
    }

    private static IEnumerable<long> Executed(IterationRange range) => Enumerable.Range((int)range.First, (int)(range.Last - range.First + 1)).Select(iteration => (long)iteration);

    /// <summary>All sets of iterations.</summary>
    private static IEnumerable<ImmutableArray<long>> Everything(Instance instance) =>
        from bits in Enumerable.Range(0, 1 << Iterations)
        let executed = Enumerable.Range(0, Iterations).Where(iteration => (bits >> iteration & 1) == 1).Select(iteration => (long)iteration).ToImmutableArray()
        where instance.Wanted.All(executed.Contains)
        select executed;

    /// <summary>All ways to cut a list into so many pieces at most.</summary>
    private static IEnumerable<ImmutableArray<ImmutableArray<long>>> Dealings(ImmutableArray<long> wanted, int workers)
    {
        yield return [wanted];
        if (workers == 1) yield break;
        for (var first = 1; first < wanted.Length; first++)
        {
            foreach (var others in Dealings(wanted[first..], workers - 1)) yield return [wanted[..first], .. others];
        }
    }

    private sealed record Instance(ImmutableArray<long> Wanted, ImmutableArray<long> Starts, ImmutableArray<double> Seconds, ImmutableArray<double> Restores, int Workers)
    {
        public IterationCover Cover => new(Wanted, new IterationCosts(Starts.Contains, iteration => Seconds[(int)iteration], iteration => Restores[(int)iteration]));

        public Instance With(ImmutableArray<long> wanted) => this with { Wanted = wanted };

        /// <summary>What executing just these iterations takes; infinite where it can't be done.</summary>
        public double SecondsOf(ImmutableArray<long> executed, ImmutableArray<long> wanted) =>
            wanted.Length == 0 ? 0 : executed.Select((iteration, i) => Seconds[(int)iteration] + RestoreBefore(iteration, i > 0 ? executed[i - 1] : -1)).Sum();

        public double SecondsOf(ImmutableArray<IterationRange> ranges) => SecondsOf([.. ranges.SelectMany(Executed)], Wanted);

        private double RestoreBefore(long iteration, long before) =>
            iteration == before + 1 ? 0 : Starts.Contains(iteration) ? Restores[(int)iteration] : double.PositiveInfinity;
    }

    private static Gen<Instance> Instances() =>
        from wanted in Gen.NonEmptyListOf(Gen.Choose(0, Iterations - 1))
        from starts in Gen.ListOf(Gen.Choose(1, Iterations - 1))
        from seconds in Gen.ArrayOf(Gen.Choose(1, 20), Iterations)
        from restores in Gen.ArrayOf(Gen.Choose(0, 30), Iterations)
        from workers in Gen.Choose(1, 4)
        select new Instance(
            [.. wanted.Distinct().Order().Select(iteration => (long)iteration)], [.. starts.Distinct().Select(start => (long)start)],
            [.. seconds.Select(tenths => tenths / 10.0)], [.. restores.Select(tenths => tenths / 10.0)], workers);
}
