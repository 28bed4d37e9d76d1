using FlorDb.Replay.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Replay.Tests.Planning;

public class LoopUnitsTests
{
    [Fact]
    public void Pieces_execute_each_wanted_iteration_exactly_once() => Check.QuickThrowOnFailure(Prop.ForAll(
        Instances().ToArbitrary(),
        instance =>
        {
            var pieces = LoopUnits.Split(Units(instance), instance.Parts).Select(piece => LoopUnits.Ranges(piece)).ToList();
            var executed = pieces.SelectMany(ranges => ranges).SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First + 1))).ToList();
            return instance.Wanted.All(iteration => executed.Count(other => other == iteration) == 1) && pieces.Count <= instance.Parts;
        }));

    [Fact]
    public void Ranges_are_ascending_apart_and_start_where_the_state_is_known() => Check.QuickThrowOnFailure(Prop.ForAll(
        Instances().ToArbitrary(),
        instance => LoopUnits.Split(Units(instance), instance.Parts).Select(piece => LoopUnits.Ranges(piece)).All(ranges =>
            ranges.All(range => range.First <= range.Last && (range.First == 0 || instance.Starts.Contains((int)range.First)))
            && ranges.Zip(ranges.Skip(1)).All(pair => pair.First.Last + 1 < pair.Second.First))));

    [Fact]
    public void Equal_work_is_split_equally()
    {
        var units = LoopUnits.Of([0, 1, 2, 3, 4, 5], _ => true, _ => 1, _ => 0);
        Assert.Equal([2, 2, 2], LoopUnits.Split(units, 3).Select(piece => piece.Length));
    }

    private static System.Collections.Immutable.ImmutableArray<LoopUnit> Units(Instance instance) =>
        LoopUnits.Of(instance.Wanted.Select(iteration => (long)iteration), start => instance.Starts.Contains((int)start), _ => 1, _ => 0.1);

    private sealed record Instance(int[] Wanted, int[] Starts, int Parts);

    private static Gen<Instance> Instances() =>
        from wanted in Gen.NonEmptyListOf(Gen.Choose(0, 30))
        from starts in Gen.ListOf(Gen.Choose(0, 30))
        from parts in Gen.Choose(1, 6)
        select new Instance([.. wanted.Distinct().Order()], [.. starts], parts);
}
