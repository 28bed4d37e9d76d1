namespace FlorDb.Storage;

/// <summary>
/// Work that a free thread of the pool begins. Whoever wants its result while none has begun does it himself, so that nobody waits for a pool whose threads
/// a training keeps busy.
/// </summary>
internal static class WorkAhead
{
    /// <summary>Offers work to the pool. An exception is thrown where the result is asked for.</summary>
    public static Lazy<T> Begin<T>(Func<T> work)
    {
        var result = new Lazy<T>(work);
        ThreadPool.UnsafeQueueUserWorkItem(Do, result, preferLocal: false);
        return result;
    }

    private static void Do<T>(Lazy<T> result)
    {
        try
        {
            _ = result.Value;
        }
        catch (Exception)
        {
            // It is kept for whoever asks for the result.
        }
    }
}
