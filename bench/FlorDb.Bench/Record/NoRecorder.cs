using FlorDb.Torch;

namespace FlorDb.Bench.Record;

/// <summary>Records nothing: loops are the sequences themselves.</summary>
internal sealed class NoRecorder : IRecorder
{
    public long Cells => 0;

    public void Checkpoints(params (string Name, object Value)[] items)
    {
    }

    public void Variable<T>(string name, Func<T> get, Action<T> set)
    {
    }

    public IEnumerable<long> Shuffler(long count) => new FlorShuffler(count);

    public IEnumerable<T> Loop<T>(string name, IEnumerable<T> sequence) => sequence;

    public void Log<T>(string name, T value)
    {
    }

    public void Dispose()
    {
    }
}
