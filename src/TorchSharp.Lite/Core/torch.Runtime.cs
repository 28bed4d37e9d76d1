using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>libtorch's version.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.flor_version())!;

    /// <summary>How many threads one operation may use.</summary>
    public static int get_num_threads() => NativeMethods.flor_threads();

    /// <summary>Sets how many threads one operation may use.</summary>
    /// <exception cref="ExternalException">The number isn't positive.</exception>
    public static void set_num_threads(int num) => NativeError.Check(NativeMethods.flor_set_threads(num));

    /// <summary>How many operations may run side by side.</summary>
    public static int get_num_interop_threads() => NativeMethods.flor_interop_threads();

    /// <summary>Sets how many operations may run side by side; possible once, and before any did.</summary>
    /// <exception cref="ExternalException">It's too late, or the number isn't positive.</exception>
    public static void set_num_interop_threads(int num) => NativeError.Check(NativeMethods.flor_set_interop_threads(num));

    /// <summary>Switches of libtorch's backends.</summary>
    public static class backends
    {
        /// <summary>Switches of cuDNN.</summary>
        public static class cudnn
        {
            /// <summary>Whether cuDNN may round the inputs of convolutions to TensorFloat-32.</summary>
            public static bool allow_tf32
            {
                get => NativeMethods.flor_cudnn_allow_tf32() != 0;
                set => NativeMethods.flor_set_cudnn_allow_tf32(value ? 1 : 0);
            }
        }

        /// <summary>Switches of CUDA.</summary>
        public static class cuda
        {
            /// <summary>Switches of CUDA's matrix products.</summary>
            public static class matmul
            {
                /// <summary>Whether matrix products may round their inputs to TensorFloat-32.</summary>
                public static bool allow_tf32
                {
                    get => NativeMethods.flor_cublas_allow_tf32() != 0;
                    set => NativeMethods.flor_set_cublas_allow_tf32(value ? 1 : 0);
                }
            }
        }
    }
}
