namespace FlorDb.Bench.Record;

/// <summary>Measures for how long the thread that trains is in another recorder, and when the iterations of the outermost loop begin.</summary>
internal sealed class TimedRecorder(IRecorder recorder, TimeProvider clock) : IRecorder
{
    private readonly List<long> _iterations = [];
    private long _ticks;
    private int _depth;

    public long Cells => recorder.Cells;

    /// <summary>How long the training waited for the recorder.</summary>
    public TimeSpan HeldUp => clock.GetElapsedTime(0, _ticks);

    /// <summary>When the second half of the iterations began.</summary>
    public long Half => _iterations[_iterations.Count / 2];

    public void Checkpoints(params (string Name, object Value)[] items) => recorder.Checkpoints(items);

    public void Variable<T>(string name, Func<T> get, Action<T> set) => recorder.Variable(name, get, set);

    public IEnumerable<long> Shuffler(long count) => recorder.Shuffler(count);

    public IEnumerable<T> Loop<T>(string name, IEnumerable<T> sequence)
    {
        bool isOutermost = _depth++ == 0;
        using var items = recorder.Loop(name, sequence).GetEnumerator();
        while (true)
        {
            long start = clock.GetTimestamp();
            bool goesOn = items.MoveNext();
            long end = clock.GetTimestamp();
            _ticks += end - start;
            if (!goesOn) break;
            if (isOutermost) _iterations.Add(end);
            yield return items.Current;
        }

        _depth--;
    }

    public void Log<T>(string name, T value)
    {
        long start = clock.GetTimestamp();
        recorder.Log(name, value);
        _ticks += clock.GetTimestamp() - start;
    }

    public void Dispose() => recorder.Dispose();
}
