using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The C functions of native/runtime.cpp.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)] internal static partial int flor_threads();
    [LibraryImport(Library)] internal static partial int flor_set_threads(int count);
    [LibraryImport(Library)] internal static partial int flor_interop_threads();
    [LibraryImport(Library)] internal static partial int flor_set_interop_threads(int count);
    [LibraryImport(Library)] internal static partial int flor_default_dtype();
    [LibraryImport(Library)] internal static partial int flor_set_default_dtype(int dtype);
    [LibraryImport(Library)] internal static partial int flor_can_cast(int from, int to);
    [LibraryImport(Library)] internal static partial int flor_promote_types(int first, int second);

    [LibraryImport(Library)] internal static partial nint flor_generator_new(ulong seed);
    [LibraryImport(Library)] internal static partial nint flor_generator_default();
    [LibraryImport(Library)] internal static partial void flor_generator_free(nint handle);
    [LibraryImport(Library)] internal static partial nint flor_generator_state(nint handle);
    [LibraryImport(Library)] internal static partial int flor_generator_set_state(nint handle, nint state);
    [LibraryImport(Library)] internal static partial ulong flor_generator_seed(nint handle);
    [LibraryImport(Library)] internal static partial int flor_generator_set_seed(nint handle, ulong seed);

    [LibraryImport(Library)] internal static partial int flor_cuda_device_count();
    [LibraryImport(Library)] internal static partial int flor_cudnn_is_available();
    [LibraryImport(Library)] internal static partial int flor_cuda_seed(int device, ulong seed);
    [LibraryImport(Library)] internal static partial int flor_cuda_synchronize(int device);
    [LibraryImport(Library)] internal static partial int flor_cudnn_allow_tf32();
    [LibraryImport(Library)] internal static partial void flor_set_cudnn_allow_tf32(int allowed);
    [LibraryImport(Library)] internal static partial int flor_cublas_allow_tf32();
    [LibraryImport(Library)] internal static partial void flor_set_cublas_allow_tf32(int allowed);
}
