using FlorDb.Storage;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Values;

namespace FlorDb.Torch.Replaying;

/// <summary>
/// Writes the cells that a replay fills. Iterations that get none leave no row. The store numbers the values that a name has in one iteration as they
/// come, so a value is only written after those before it.
/// </summary>
internal sealed class OverlayWriter(RunWriter writer)
{
    private readonly Dictionary<LoopFrame, Dictionary<string, Series>> _series = [];

    /// <summary>Keeps a value back that an earlier replay has filled; it is written if a later value of the name must be.</summary>
    public void Hold(LoopFrame frame, string name, in CellValue value) => SeriesOf(frame, name).Held.Enqueue(LentBytes.Keep(value));

    /// <summary>Writes a value and those that were kept back before it; gives how many that were. Where an earlier value is in the run's own record, the name counts as filled.</summary>
    public int Log(LoopFrame frame, string name, int occurrence, in CellValue value)
    {
        var series = SeriesOf(frame, name);
        if (series.Written + series.Held.Count != occurrence) return 0;
        series.Held.Enqueue(value);
        int count = series.Held.Count;
        var context = Enter(frame);
        while (series.Held.TryDequeue(out var next)) writer.Log(context, name, next);
        series.Written += count;
        return count;
    }

    /// <summary>Called as a loop goes on to another iteration or ends.</summary>
    public void LeaveIteration(LoopFrame frame) => _series.Remove(frame);

    private ContextId Enter(LoopFrame frame)
    {
        if (frame.Parent is null) return ContextId.Root;
        if (frame.Context == default) frame.Context = writer.EnterIteration(Enter(frame.Parent), frame.Name, frame.Current, frame.Value);
        return frame.Context;
    }

    private Series SeriesOf(LoopFrame frame, string name)
    {
        if (!_series.TryGetValue(frame, out var names)) _series.Add(frame, names = new Dictionary<string, Series>(StringComparer.Ordinal));
        if (!names.TryGetValue(name, out var series)) names.Add(name, series = new Series());
        return series;
    }

    /// <summary>The values of one name in one iteration.</summary>
    private sealed class Series
    {
        public int Written { get; set; }

        public Queue<CellValue> Held { get; } = new();
    }
}
