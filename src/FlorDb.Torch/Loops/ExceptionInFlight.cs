using System.Runtime.InteropServices;

namespace FlorDb.Torch.Loops;

/// <summary>
/// Tells an exception that leaves a block from a <c>break</c> or <c>return</c>, in code that runs as its <c>finally</c> part. The runtime keeps a
/// record of the exception that a thread is handling; one that was not there when the block was entered is on its way through it.
/// </summary>
internal readonly struct ExceptionInFlight
{
    [ThreadStatic]
    private static Exception? _lastThrown;

    private readonly nint _handledAtEntry;

    static ExceptionInFlight() => AppDomain.CurrentDomain.FirstChanceException += (_, raised) => _lastThrown = raised.Exception;

    private ExceptionInFlight(nint handledAtEntry) => _handledAtEntry = handledAtEntry;

    /// <summary>The exception that was thrown last on this thread; null before the first.</summary>
    public static Exception? LastThrown => _lastThrown;

    /// <summary>Notes what the thread is handling as a block is entered.</summary>
    public static ExceptionInFlight EnterBlock() => new(Marshal.GetExceptionPointers());

    /// <summary>Whether an exception is leaving the block that was entered.</summary>
    public bool IsLeavingBlock
    {
        get
        {
            nint handled = Marshal.GetExceptionPointers();
            return handled != 0 && handled != _handledAtEntry;
        }
    }
}
