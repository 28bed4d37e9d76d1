namespace FlorDb.Torch.Capture;

/// <summary>
/// Work of many parts that one thread does, with the help of threads of the pool as far as they are free: it waits for no part that nobody has begun.
/// </summary>
internal sealed class SharedWork
{
    /// <summary>As many threads as work that is bound by the memory can use: a few use it up.</summary>
    public static readonly int MemoryThreads = Math.Min(4, Environment.ProcessorCount);

    private readonly int _parts;
    private readonly Action<int> _do;
    private int _next = -1;
    private int _done;

    private SharedWork(int parts, Action<int> work)
    {
        _parts = parts;
        _do = work;
    }

    /// <summary>Does all parts, with so many threads at most. The work must not throw.</summary>
    public static void Run(int parts, int threads, Action<int> work)
    {
        var shared = new SharedWork(parts, work);
        for (int i = 1; i < Math.Min(threads, parts); i++) ThreadPool.UnsafeQueueUserWorkItem(state => state.Take(), shared, preferLocal: false);
        shared.Take();
        var wait = default(SpinWait);
        while (Volatile.Read(ref shared._done) < parts) wait.SpinOnce(sleep1Threshold: -1);
    }

    private void Take()
    {
        for (int part = Interlocked.Increment(ref _next); part < _parts; part = Interlocked.Increment(ref _next))
        {
            _do(part);
            Interlocked.Increment(ref _done);
        }
    }
}
