using FlorDb.Torch.Loops;

namespace FlorDb.Torch.Progress;

/// <summary>Watches running loops from outside: the training thread does nothing for it. Used by one thread.</summary>
internal sealed class LoopTracker
{
    private readonly Dictionary<string, LoopPace> _paces = [];

    /// <summary>Looks at the loops that are running.</summary>
    /// <param name="innermost">The innermost of them, or the run as a whole.</param>
    /// <param name="time">When, on any clock.</param>
    /// <returns>Their progress, outermost first.</returns>
    public List<LoopProgress> Look(LoopFrame innermost, TimeSpan time)
    {
        var loops = new List<LoopProgress>();
        double inside = 0;
        for (var frame = innermost; frame.Parent is not null; frame = frame.Parent)
        {
            long done = frame.Current - frame.Start;
            if (done < 0) continue;
            double position = done + inside;
            loops.Add(Measure(frame, done, position, time));
            inside = frame.Length is > 0 and { } length ? Math.Min(1, position / length) : 0;
        }

        loops.Reverse();
        return loops;
    }

    private LoopProgress Measure(LoopFrame frame, long done, double position, TimeSpan time)
    {
        string path = frame.Path.ToString();
        if (!_paces.TryGetValue(path, out var pace)) _paces.Add(path, pace = new LoopPace());
        pace.Add(frame, position, time);
        return new LoopProgress(frame.Name, done + 1, frame.Length, pace.Rate, Left(frame.Length - position, pace.Rate));
    }

    private static TimeSpan? Left(double? iterations, double? rate)
    {
        double? seconds = Math.Max(0, iterations ?? 0) / rate;
        return iterations is not null && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds.Value) : null;
    }
}
