using TorchSharp.Native;

namespace TorchSharp.Autograd;

/// <summary>Switches the recording of gradients on this thread until it's disposed.</summary>
internal sealed class GradModeScope : IDisposable
{
    private readonly int _before = NativeMethods.flor_grad_mode();

    public GradModeScope(bool enabled) => NativeMethods.flor_set_grad_mode(enabled ? 1 : 0);

    public void Dispose() => NativeMethods.flor_set_grad_mode(_before);
}
