using TorchSharp.Autograd;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Stops recording operations for gradients on this thread until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradModeScope(false);

    /// <summary>Records operations for gradients on this thread, or not, until the result is disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradModeScope(enabled);

    /// <inheritdoc cref="enable_grad"/>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradModeScope(mode);

    /// <summary>Makes tensors that never take part in gradients, which is faster than <see cref="no_grad"/>, until the result is disposed.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceModeScope(mode);

    /// <summary>Whether operations on this thread are recorded for gradients.</summary>
    public static bool is_grad_enabled() => NativeMethods.flor_grad_mode() != 0;

    /// <summary>Whether this thread is in inference mode.</summary>
    public static bool is_inference_mode_enabled() => NativeMethods.flor_inference_mode() != 0;
}
