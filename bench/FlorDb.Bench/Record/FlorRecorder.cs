using FlorDb.Torch;

namespace FlorDb.Bench.Record;

/// <summary>Records with FlorDB.</summary>
internal sealed class FlorRecorder(Flor flor) : IRecorder
{
    public long Cells { get; private set; }

    public void Checkpoints(params (string Name, object Value)[] items) => flor.Checkpoints(items);

    public void Variable<T>(string name, Func<T> get, Action<T> set) => flor.Variable(name, get, set);

    public IEnumerable<long> Shuffler(long count) => flor.Shuffler(count);

    public IEnumerable<T> Loop<T>(string name, IEnumerable<T> sequence) => flor.Loop(name, sequence);

    public void Log<T>(string name, T value)
    {
        flor.Log(name, value);
        Cells++;
    }

    public void Dispose() => flor.Dispose();
}
