using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Turns failures that the shim reports into exceptions with libtorch's text.</summary>
internal static unsafe class NativeError
{
    private const int Failed = -1;

    /// <summary>The text of this thread's newest native failure.</summary>
    public static ExternalException Last() => new(Marshal.PtrToStringUTF8((nint)NativeMethods.flor_last_error()));

    /// <summary>Throws when <paramref name="status"/> reports a failure; gives it back otherwise.</summary>
    public static int Check(int status) => status == Failed ? throw Last() : status;

    /// <summary>Throws when a function that gives a handle failed.</summary>
    public static nint CheckHandle(nint handle) => handle == 0 ? throw Last() : handle;
}
