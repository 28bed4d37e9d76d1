using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Torch.Recording;

/// <summary>Writes a run, and knows what to do when the store fails: to throw, or to let the training go on without a record.</summary>
internal sealed class RunRecorder(RunWriter writer, IDisposable store, OnStoreError onError, Action<string> warn)
{
    private int _stopped;

    /// <summary>Whether the store has failed, so that nothing is recorded any more.</summary>
    public bool HasStopped => Volatile.Read(ref _stopped) != 0;

    public void SetArgument(string name, in CellValue value)
    {
        if (HasStopped) return;
        try
        {
            writer.SetArgument(name, value);
        }
        catch (StoreException failure) when (Stops(failure))
        {
        }
    }

    public void Log(ContextId context, string name, in CellValue value)
    {
        if (HasStopped) return;
        try
        {
            writer.Log(context, name, value);
        }
        catch (StoreException failure) when (Stops(failure))
        {
        }
    }

    /// <summary>Starts an iteration; where nothing is recorded any more, its number means nothing.</summary>
    public ContextId EnterIteration(ContextId parent, string loop, long index, in CellValue value)
    {
        if (HasStopped) return ContextId.Root;
        try
        {
            return writer.EnterIteration(parent, loop, index, value);
        }
        catch (StoreException failure) when (Stops(failure))
        {
            return ContextId.Root;
        }
    }

    public void EndLoop(ContextId parent, string loop, long iterations, bool completed)
    {
        if (HasStopped) return;
        try
        {
            writer.EndLoop(parent, loop, iterations, completed);
        }
        catch (StoreException failure) when (Stops(failure))
        {
        }
    }

    /// <summary>Ends the run. One that is no longer recorded stays as interrupted.</summary>
    public void Finish(RunState state, string? message)
    {
        try
        {
            if (!HasStopped) writer.Finish(state, message);
            writer.Dispose();
            store.Dispose();
        }
        catch (StoreException failure) when (Stops(failure))
        {
            store.Dispose();
        }
    }

    /// <summary>Whether the training goes on; the first failure is told.</summary>
    private bool Stops(StoreException failure)
    {
        if (onError != OnStoreError.Warn) return false;
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return true;
        string since = DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        warn($"the training goes on, but since {since} nothing of it is recorded, because the store failed: {failure.Message} What was recorded before is kept; the run shows as interrupted.");
        return true;
    }
}
