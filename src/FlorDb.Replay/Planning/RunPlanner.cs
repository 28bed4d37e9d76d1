using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>Plans the replay of one run: which iterations to execute, from where, and what to skip.</summary>
internal sealed class RunPlanner
{
    private readonly ProgramLayout _layout;
    private readonly RunRecord _record;
    private readonly WantedCells _wanted;
    private readonly Dictionary<string, ImmutableArray<LoopUnit>> _units = new(StringComparer.Ordinal);

    public RunPlanner(ProgramLayout layout, RunRecord record, WantedCells wanted)
    {
        (_layout, _record, _wanted) = (layout, record, wanted);
        foreach (var loop in record.Order.Where(wanted.Iterations.ContainsKey)) _units[loop] = UnitsOf(loop, wanted.Iterations[loop]);
    }

    /// <summary>The expected time of all iterations on one worker, start-up not included.</summary>
    public double LoopSeconds => _units.Values.Sum(units => units.Sum(unit => unit.Seconds));

    public double StartupSeconds => CostModel.Startup(_record);

    /// <summary>The segments, each loop cut into at most <paramref name="parts"/> of them.</summary>
    public ImmutableArray<SegmentPlan> Segments(int parts)
    {
        var segments = new List<SegmentPlan>();
        foreach (var (loop, units) in _record.Order.Where(_units.ContainsKey).Select(loop => (loop, _units[loop])))
            segments.AddRange(LoopUnits.Split(units, parts).Select(piece => LoopSegmentOf(loop, piece)));
        AddRoot(segments);
        return [.. segments];
    }

    private ImmutableArray<LoopUnit> UnitsOf(string loop, IEnumerable<long> wanted)
    {
        var path = LoopPath.Of(loop);
        var skipped = SkippedIn(loop);
        var seconds = _record.Loops[loop].ToDictionary(iteration => iteration.Index, iteration => iteration.Seconds ?? 0);
        return LoopUnits.Of(wanted, start => CanStart(loop, start), index => IterationSeconds(index, seconds.GetValueOrDefault(index), skipped), index => RestoreSeconds(path, index));
    }

    private bool CanStart(string loop, long start)
    {
        var path = LoopPath.Of(loop);
        // A loop that was entered again stands in code of its own between the entries, which only running it from the start repeats.
        return start == 0 || (!IsReentered(loop) && _layout.CarriedBy(path).IsEmpty && _record.CheckpointBytes(path, CheckpointMoment.IterationEnd, start - 1) is not null);
    }

    private bool IsReentered(string loop) => _record.Entries(loop) > 1;

    private double RestoreSeconds(LoopPath path, long start) =>
        start == 0 ? 0 : CostModel.Restore(_record.CheckpointBytes(path, CheckpointMoment.IterationEnd, start - 1) ?? 0);

    private double IterationSeconds(long index, double recorded, ImmutableArray<LoopPath> skipped)
    {
        var seconds = recorded;
        foreach (var nested in skipped)
        {
            if (_record.CheckpointBytes(nested, CheckpointMoment.AfterLoop, index) is not { } bytes || _record.EndOf(nested, index) is not { } end) continue;
            seconds += CostModel.Restore(bytes) - end.Seconds;
        }

        return Math.Max(seconds, 0.001);
    }

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

    private SegmentPlan LoopSegmentOf(string loop, ImmutableArray<LoopUnit> piece)
    {
        var before = Before(_record.Order.IndexOf(loop));
        var ranges = LoopUnits.Ranges(piece);
        var seconds = StartupSeconds + BeforeSeconds(before) + piece.Sum(unit => unit.Seconds);
        return Describe(before.Add(new LoopSegment(loop, ranges)), runsToEnd: false, seconds);
    }

    private double BeforeSeconds(ImmutableArray<LoopSegment> before) =>
        before.Sum(segment => _record.Loops[segment.Loop].Where(iteration => iteration.Index >= segment.Ranges[0].First).Sum(iteration => iteration.Seconds ?? 0));

    private void AddRoot(List<SegmentPlan> segments)
    {
        if (!_wanted.WantsRoot) return;
        if (_wanted.LoopsBeforeRoot == 0)
        {
            // Every worker runs what stands before the loops anyway.
            if (segments.Count == 0) segments.Add(Describe([], runsToEnd: _record.Order.IsEmpty, StartupSeconds));
            return;
        }

        var last = _record.Order[_wanted.LoopsBeforeRoot - 1];
        var ending = segments.FindIndex(segment => segment.Loops is [.., var final] && final.Loop == last && final.Ranges[^1].Last == _record.Loops[last][^1].Index);
        var tail = Math.Max(0, (_record.Run.Seconds ?? 0) - _record.StartupSeconds - _record.Loops.Values.Sum(loop => loop.Sum(iteration => iteration.Seconds ?? 0)));
        if (ending >= 0)
        {
            segments[ending] = Describe(segments[ending].Loops, runsToEnd: true, segments[ending].Seconds + tail);
            return;
        }

        var before = Before(_wanted.LoopsBeforeRoot);
        segments.Add(Describe(before, runsToEnd: true, StartupSeconds + BeforeSeconds(before) + tail + CostModel.Restore(_record.StateAfter(last) ?? 0)));
    }

    private SegmentPlan Describe(ImmutableArray<LoopSegment> loops, bool runsToEnd, double seconds)
    {
        ImmutableArray<LoopPath> skipped = [.. loops.SelectMany(loop => SkippedIn(loop.Loop))];
        return new SegmentPlan(loops, skipped, runsToEnd, seconds, SegmentText.Start(_record, loops, runsToEnd), SegmentText.Work(_layout, loops, skipped, runsToEnd));
    }
}
