using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The C functions of native/dispatch.cpp and native/tensor.cpp, declared there.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "flortorch";

    [LibraryImport(Library)] internal static partial byte* flor_last_error();
    [LibraryImport(Library)] internal static partial byte* flor_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint flor_operator(string name, string overload);
    [LibraryImport(Library)] internal static partial int flor_call(nint op, Value* values, int count, Value* results, int capacity);
    [LibraryImport(Library)] internal static partial void flor_free(nint array);

    [LibraryImport(Library)] internal static partial void flor_tensor_free(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int flor_tensor_info(nint handle, TensorInfo* info);
    [LibraryImport(Library)] internal static partial nint flor_tensor_data(nint handle);
    [LibraryImport(Library)] internal static partial int flor_tensor_is_sparse(nint handle);
    [LibraryImport(Library)] internal static partial int flor_tensor_is_pinned(nint handle);
    [LibraryImport(Library)]
    internal static partial nint flor_tensor_over(
        void* data, long* sizes, int rank, int dtype, delegate* unmanaged<nint, void> releaseMemory, nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int flor_save(nint handle, string path);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint flor_load(string path);
}
