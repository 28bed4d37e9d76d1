using FlorDb.Bench.Record;
using FlorDb.Torch;

namespace FlorDb.Bench.Tests.Record;

/// <summary>Remembers what a training tells its recorder.</summary>
internal sealed class CountingRecorder : IRecorder
{
    private readonly List<(string Name, double Value)> _logged = [];
    private readonly HashSet<string> _registered = [];

    public long Cells => _logged.Count;

    public IReadOnlySet<string> Registered => _registered;

    public IEnumerable<double> Logged(string name) => _logged.Where(cell => cell.Name == name).Select(cell => cell.Value);

    public void Checkpoints(params (string Name, object Value)[] items) => _registered.UnionWith(items.Select(item => item.Name));

    public void Variable<T>(string name, Func<T> get, Action<T> set)
    {
        set(get());
        _registered.Add(name);
    }

    public IEnumerable<long> Shuffler(long count)
    {
        _registered.Add("shuffler");
        return new FlorShuffler(count);
    }

    public IEnumerable<T> Loop<T>(string name, IEnumerable<T> sequence) => sequence;

    public void Log<T>(string name, T value) => _logged.Add((name, Convert.ToDouble(value, null)));

    public void Dispose()
    {
    }
}
