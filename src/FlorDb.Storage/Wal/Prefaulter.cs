using FlorDb.Storage.Io;

namespace FlorDb.Storage.Wal;

/// <summary>
/// Has the pages of a mapped file made ready in the background, shortly before the writer comes to them: the first write to a page costs the kernel
/// some microseconds, which would be a good part of what logging costs. The more was written, the further ahead, so that a short log stays short.
/// </summary>
internal sealed class Prefaulter(IMappedRegion region) : IThreadPoolWorkItem
{
    private const long LeastBytes = 64 * 1024;
    private const long MostBytes = 2 * 1024 * 1024;
    private long _position;
    private long _readyTo;
    private long _wakeAt = LeastBytes;

    /// <summary>To be called when the file was written up to a position, by one thread at a time. Never waits.</summary>
    public void OnWritten(long position)
    {
        if (position < Volatile.Read(ref _wakeAt)) return;
        _position = position;
        Volatile.Write(ref _wakeAt, long.MaxValue);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        long from = Math.Max(_position, _readyTo);
        _readyTo = Math.Min(_position + Math.Min(_position, MostBytes), region.Length);
        if (_readyTo > from) region.Prefault(from, _readyTo - from);
        Volatile.Write(ref _wakeAt, _readyTo == region.Length ? long.MaxValue : (_position + _readyTo) / 2);
    }
}
