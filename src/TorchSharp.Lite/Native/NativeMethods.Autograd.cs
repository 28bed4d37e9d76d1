using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The C functions of native/autograd.cpp.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int flor_backward(
        nint* tensors, int count, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int flor_grad(
        nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients, int gradientCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)] internal static partial int flor_requires_grad(nint handle);
    [LibraryImport(Library)] internal static partial int flor_set_requires_grad(nint handle, int value);
    [LibraryImport(Library)] internal static partial int flor_is_leaf(nint handle);
    [LibraryImport(Library)] internal static partial int flor_get_grad(nint handle, nint* gradient);
    [LibraryImport(Library)] internal static partial int flor_set_grad(nint handle, nint gradient);
    [LibraryImport(Library)] internal static partial int flor_retain_grad(nint handle);
    [LibraryImport(Library)] internal static partial int flor_grad_mode();
    [LibraryImport(Library)] internal static partial void flor_set_grad_mode(int enabled);
    [LibraryImport(Library)] internal static partial int flor_inference_mode();
    [LibraryImport(Library)] internal static partial nint flor_enter_inference_mode(int enabled);
    [LibraryImport(Library)] internal static partial void flor_leave_inference_mode(nint guard);
    [LibraryImport(Library)] internal static partial int flor_anomaly_mode();
    [LibraryImport(Library)] internal static partial int flor_anomaly_checks_nan();
    [LibraryImport(Library)] internal static partial void flor_set_anomaly_mode(int enabled, int checkNan);
}
