using System.Collections.Immutable;
using FlorDb.Replay.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Replay.Tests.Planning;

public class ScheduleTests
{
    private const double Startup = 1;

    [Fact]
    public void Segments_wait_for_their_build_and_for_a_worker()
    {
        var schedule = Schedule.Of([(2, [3, 1]), (4, [1, 5])], workers: 2);
        Assert.Equal(new Schedule(Seconds: 11, WorkerSeconds: 5, Last: 1), schedule);
    }

    [Fact]
    public void One_long_run_is_cut_for_all_workers_and_a_short_one_is_not()
    {
        Assert.Equal(4, Assert.Single(Schedule.Cut([0], Evenly([40]), workers: 4)));
        Assert.Equal(1, Assert.Single(Schedule.Cut([0], Evenly([0.1]), workers: 4)));
    }

    [Fact]
    public void Cut_is_at_most_a_quarter_dearer_than_the_best_of_all() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from work in Gen.NonEmptyListOf(Gen.Choose(1, 100)).Where(work => work.Count <= 4)
         from builds in Gen.ArrayOf(Gen.Choose(0, 3), work.Count)
         from workers in Gen.Choose(1, 4)
         select (Work: work.Select(seconds => (double)seconds).ToImmutableArray(), Builds: builds.Select(seconds => (double)seconds).ToImmutableArray(), workers)).ToArbitrary(),
        instance =>
        {
            var (work, builds, workers) = instance;
            double CostOf(IReadOnlyList<int> parts) => Schedule.Of(parts.Select((count, run) => (builds[run], Evenly(work)(run, count).AsEnumerable())), workers).Cost;
            return CostOf(Schedule.Cut(builds, Evenly(work), workers)) <= 1.25 * Everything(work.Length, workers).Min(parts => CostOf(parts));
        }));

    private static Func<int, int, IReadOnlyList<double>> Evenly(ImmutableArray<double> work) => (run, parts) => [.. Enumerable.Repeat(Startup + work[run] / parts, parts)];

    private static IEnumerable<ImmutableArray<int>> Everything(int runs, int workers) =>
        runs == 0 ? [[]] : from rest in Everything(runs - 1, workers) from parts in Enumerable.Range(1, workers) select rest.Add(parts);
}
