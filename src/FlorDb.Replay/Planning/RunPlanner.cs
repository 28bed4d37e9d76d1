using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>Plans the replay of one run: which iterations to execute, from where, and what to skip.</summary>
internal sealed class RunPlanner
{
    /// <summary>No iteration takes no time at all.</summary>
    private const double LeastSeconds = 0.001;

    private readonly ProgramLayout _layout;
    private readonly RunRecord _record;
    private readonly WantedCells _wanted;
    private readonly CostModel _costs;
    private readonly double _cellSeconds;
    private readonly Dictionary<string, IterationCover> _covers = new(StringComparer.Ordinal);

    public RunPlanner(ProgramLayout layout, RunRecord record, WantedCells wanted, CostModel costs)
    {
        (_layout, _record, _wanted, _costs) = (layout, record, wanted, costs);
        _cellSeconds = costs.Cell(record.Run, wanted.Names);
        foreach (var loop in record.Order.Where(wanted.Iterations.ContainsKey)) _covers[loop] = new IterationCover(wanted.Iterations[loop], CostsOf(loop));
    }

    /// <summary>The segments, each loop cut into at most <paramref name="parts"/> of them.</summary>
    public ImmutableArray<SegmentPlan> Segments(int parts)
    {
        var segments = new List<SegmentPlan>();
        foreach (var loop in _record.Order.Where(_covers.ContainsKey))
            segments.AddRange(_covers[loop].Split(parts).Select(part => LoopSegmentOf(loop, part)));
        AddRoot(segments);
        return [.. segments];
    }

    private double StartupSeconds => _costs.Startup(_record);

    private IterationCosts CostsOf(string loop)
    {
        var (path, own, wanted) = (LoopPath.Of(loop), OwnSeconds(loop), _wanted.Iterations[loop]);
        var skipped = SkippedIn(loop);
        var cells = _cellSeconds * _wanted.Count / _wanted.Iterations.Values.Sum(iterations => iterations.Count);
        return new IterationCosts(
            start => CanStart(loop, start),
            index => own(index) + skipped.Sum(nested => _costs.Restore(SkippedState(nested, index)?.Bytes ?? 0)) + (wanted.Contains(index) ? cells : 0),
            index => RestoreSeconds(path, index));
    }

    /// <summary>What each iteration of a loop took in the run, without the nested loops that are skipped.</summary>
    private Func<long, double> OwnSeconds(string loop)
    {
        var skipped = SkippedIn(loop);
        var recorded = _record.Loops[loop].ToDictionary(iteration => iteration.Index, iteration => iteration.Seconds ?? 0);
        return index => Math.Max(recorded.GetValueOrDefault(index) - skipped.Sum(nested => SkippedState(nested, index)?.LoopSeconds ?? 0), LeastSeconds);
    }

    /// <summary>What skipping a nested loop restores and saves; null where its end state was not kept.</summary>
    private (long Bytes, double LoopSeconds)? SkippedState(LoopPath nested, long index) =>
        _record.CheckpointBytes(nested, CheckpointMoment.AfterLoop, index) is { } bytes && _record.EndOf(nested, index) is { } end ? (bytes, end.Seconds) : null;

    private bool CanStart(string loop, long start)
    {
        var path = LoopPath.Of(loop);
        // A loop that was entered again stands in code of its own between the entries, which only running it from the start repeats.
        return start == 0 || (!IsReentered(loop) && _layout.CarriedBy(path).IsEmpty && _record.CheckpointBytes(path, CheckpointMoment.IterationEnd, start - 1) is not null);
    }

    private bool IsReentered(string loop) => _record.Entries(loop) > 1;

    private double RestoreSeconds(LoopPath path, long start) =>
        start == 0 ? 0 : _costs.Restore(_record.CheckpointBytes(path, CheckpointMoment.IterationEnd, start - 1) ?? 0);

    /// <summary>The nested loops of an outermost one that hold nothing wanted, leave nothing unregistered behind, and whose end state was kept.</summary>
    private ImmutableArray<LoopPath> SkippedIn(string loop) =>
        [.. _layout.NestedIn(loop).Where(nested => !_wanted.IsWantedIn(nested) && _layout.LeaksOf(nested).IsEmpty
            && _record.Loops[loop].Any(iteration => _record.CheckpointBytes(nested, CheckpointMoment.AfterLoop, iteration.Index) is not null))];

    private bool CanSkip(string loop) =>
        _layout.LeaksOf(LoopPath.Of(loop)).IsEmpty && _record.HasEnded(loop) && _record.StateAfter(loop) is not null && !IsReentered(loop);

    /// <summary>What has to be executed of the loops before another one, because their end state is not known.</summary>
    private ImmutableArray<LoopSegment> Before(int count)
    {
        var loops = ImmutableArray.CreateBuilder<LoopSegment>();
        foreach (var loop in _record.Order.Take(count).Where(loop => !CanSkip(loop)))
        {
            var last = _record.Loops[loop][^1].Index;
            var start = last;
            while (start > 0 && !CanStart(loop, start)) start--;
            if (!_layout.LeaksOf(LoopPath.Of(loop)).IsEmpty) start = 0;
            loops.Add(new LoopSegment(loop, [new IterationRange(start, last)]));
        }

        return loops.ToImmutable();
    }

    private SegmentPlan LoopSegmentOf(string loop, CoverPart part)
    {
        var before = Before(_record.Order.IndexOf(loop));
        var (own, beforeSeconds) = (OwnSeconds(loop), BeforeSeconds(before));
        var recorded = part.Ranges.Sum(range => _record.Loops[loop].Where(iteration => iteration.Index >= range.First && iteration.Index <= range.Last).Sum(iteration => own(iteration.Index)));
        return Describe(before.Add(new LoopSegment(loop, part.Ranges)), runsToEnd: false, StartupSeconds + beforeSeconds + part.Seconds, beforeSeconds + recorded);
    }

    private double BeforeSeconds(ImmutableArray<LoopSegment> before) =>
        before.Sum(segment => _record.Loops[segment.Loop].Where(iteration => iteration.Index >= segment.Ranges[0].First).Sum(iteration => iteration.Seconds ?? 0));

    private void AddRoot(List<SegmentPlan> segments)
    {
        if (!_wanted.WantsRoot) return;
        if (_wanted.LoopsBeforeRoot == 0)
        {
            // Every worker runs what stands before the loops anyway.
            if (segments.Count == 0) segments.Add(Describe([], runsToEnd: _record.Order.IsEmpty, StartupSeconds, recorded: 0));
            return;
        }

        var last = _record.Order[_wanted.LoopsBeforeRoot - 1];
        var ending = segments.FindIndex(segment => segment.Loops is [.., var final] && final.Loop == last && final.Ranges[^1].Last == _record.Loops[last][^1].Index);
        var tail = Math.Max(0, (_record.Run.Seconds ?? 0) - _record.StartupSeconds - _record.Loops.Values.Sum(loop => loop.Sum(iteration => iteration.Seconds ?? 0)));
        if (ending >= 0)
        {
            segments[ending] = Describe(segments[ending].Loops, runsToEnd: true, segments[ending].Seconds + tail, segments[ending].RecordedSeconds + tail);
            return;
        }

        var before = Before(_wanted.LoopsBeforeRoot);
        var recorded = BeforeSeconds(before) + tail;
        segments.Add(Describe(before, runsToEnd: true, StartupSeconds + recorded + _costs.Restore(_record.StateAfter(last) ?? 0), recorded));
    }

    private SegmentPlan Describe(ImmutableArray<LoopSegment> loops, bool runsToEnd, double seconds, double recorded)
    {
        ImmutableArray<LoopPath> skipped = [.. loops.SelectMany(loop => SkippedIn(loop.Loop))];
        return new SegmentPlan(loops, skipped, runsToEnd, seconds, recorded, SegmentText.Start(_record, loops, runsToEnd), SegmentText.Work(_layout, loops, skipped, runsToEnd));
    }
}
