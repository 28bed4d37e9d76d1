namespace FlorDb.Bench.Record;

/// <summary>What a training tells FlorDB: the same training runs with it and without it.</summary>
internal interface IRecorder : IDisposable
{
    /// <summary>How many values were logged.</summary>
    long Cells { get; }

    void Checkpoints(params (string Name, object Value)[] items);

    void Variable<T>(string name, Func<T> get, Action<T> set);

    /// <summary>An order in which to visit samples: a new one each time it is enumerated.</summary>
    IEnumerable<long> Shuffler(long count);

    IEnumerable<T> Loop<T>(string name, IEnumerable<T> sequence);

    void Log<T>(string name, T value);
}
