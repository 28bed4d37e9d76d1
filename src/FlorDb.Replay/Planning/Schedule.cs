using System.Collections.Immutable;

namespace FlorDb.Replay.Planning;

/// <summary>How a plan's builds and segments follow each other, as far as their expected times tell.</summary>
/// <param name="Seconds">The wall time of it all.</param>
/// <param name="WorkerSeconds">What the workers do in all, divided by their number.</param>
/// <param name="Last">The run, by its place in the plan, that ends last; -1 without any.</param>
internal readonly record struct Schedule(double Seconds, double WorkerSeconds, int Last)
{
    /// <summary>What is gained by starting a worker must be worth what its start takes from others.</summary>
    private const double WorkWeight = 0.25;

    /// <summary>By this, schedules are compared.</summary>
    public double Cost => Seconds + (WorkWeight * WorkerSeconds);

    /// <summary>The builds are done one after the other; each segment runs on the next free worker once its build is done.</summary>
    public static Schedule Of(IEnumerable<(double Build, IEnumerable<double> Segments)> runs, int workers)
    {
        var free = new PriorityQueue<double, double>(Enumerable.Repeat((0.0, 0.0), workers));
        var (built, work, end, last, index) = (0.0, 0.0, 0.0, -1, 0);
        foreach (var (build, segments) in runs)
        {
            built += build;
            foreach (var seconds in segments)
            {
                var ended = Math.Max(free.Dequeue(), built) + seconds;
                free.Enqueue(ended, ended);
                work += seconds;
                if (ended > end) (end, last) = (ended, index);
            }

            index++;
        }

        return new Schedule(end, work / workers, last);
    }

    /// <summary>
    /// Into how many parts to cut each run: all alike, whichever number is best, and then as long as that pays the run that ends last into one part more.
    /// </summary>
    /// <param name="builds">The expected seconds of each run's build.</param>
    /// <param name="segments">The expected seconds of the segments of a run that is cut into so many parts.</param>
    /// <param name="workers">How many segments run at once.</param>
    public static ImmutableArray<int> Cut(ImmutableArray<double> builds, Func<int, int, IReadOnlyList<double>> segments, int workers)
    {
        var best = Enumerable.Range(1, workers).Select(count => With(Enumerable.Repeat(count, builds.Length))).MinBy(cut => cut.Schedule.Cost);
        while (best.Schedule.Last >= 0 && best.Parts[best.Schedule.Last] < workers)
        {
            var next = With(best.Parts.SetItem(best.Schedule.Last, best.Parts[best.Schedule.Last] + 1));
            if (next.Schedule.Cost >= best.Schedule.Cost) break;
            best = next;
        }

        return best.Parts;

        (ImmutableArray<int> Parts, Schedule Schedule) With(IEnumerable<int> parts)
        {
            ImmutableArray<int> cut = [.. parts];
            return (cut, Of(cut.Select((count, run) => (builds[run], segments(run, count).AsEnumerable())), workers));
        }
    }
}
