using TorchSharp.Native;

namespace TorchSharp.Autograd;

/// <summary>Switches inference mode on this thread until it's disposed.</summary>
internal sealed class InferenceModeScope(bool enabled) : IDisposable
{
    private nint _guard = NativeMethods.flor_enter_inference_mode(enabled ? 1 : 0);

    public void Dispose()
    {
        var guard = Interlocked.Exchange(ref _guard, 0);
        if (guard != 0) NativeMethods.flor_leave_inference_mode(guard);
    }
}
