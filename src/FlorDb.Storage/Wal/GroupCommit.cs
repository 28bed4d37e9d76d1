namespace FlorDb.Storage.Wal;

/// <summary>Flushes in the background for all who ask: whoever asks while a flush is going on shares the next one.</summary>
internal sealed class GroupCommit(Action flush)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _next;
    private bool _isFlushing;

    /// <summary>Ends when a flush that began after this call is through; fails as the flush does.</summary>
    public Task CommitAsync()
    {
        lock (_gate)
        {
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var asked = _next.Task;
            if (!_isFlushing) Task.Run(FlushAll);
            _isFlushing = true;
            return asked;
        }
    }

    private void FlushAll()
    {
        while (TakeNext() is { } asked)
        {
            try
            {
                flush();
                asked.SetResult();
            }
            catch (Exception failure) when (failure is StoreException or ObjectDisposedException)
            {
                asked.SetException(failure);
            }
        }
    }

    private TaskCompletionSource? TakeNext()
    {
        lock (_gate)
        {
            var asked = _next;
            _next = null;
            _isFlushing = asked is not null;
            return asked;
        }
    }
}
