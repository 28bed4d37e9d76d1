using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A live view of the bytes of a contiguous CPU tensor; setting copies bytes in.</summary>
        /// <exception cref="InvalidOperationException">The tensor isn't contiguous, or not on the CPU.</exception>
        /// <exception cref="ArgumentException">There are more than <see cref="int.MaxValue"/> bytes, or those to set differ in number.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                var info = Info;
                var length = info.Elements * info.ElementSize;
                if (info.DeviceType != DeviceType.CPU) throw new InvalidOperationException("Only a tensor on the CPU has bytes to read: call cpu() first.");
                if (!info.IsContiguous) throw new InvalidOperationException("Only a contiguous tensor has bytes in order: call contiguous() first.");
                if (length > int.MaxValue) throw new ArgumentException($"A span can't hold the {length} bytes of this tensor.");
                return new Span<byte>(length == 0 ? null : (void*)DataPointer, (int)length);
            }

            set
            {
                var target = bytes;
                if (target.Length != value.Length)
                    throw new ArgumentException($"The tensor has {target.Length} bytes, but {value.Length} were given.", nameof(value));
                value.CopyTo(target);
            }
        }

        /// <summary>Address of the first element.</summary>
        internal nint DataPointer => Alive(NativeError.CheckHandle(NativeMethods.flor_tensor_data(Handle)));

        /// <summary>The elements of a contiguous CPU tensor, live.</summary>
        internal Span<T> Elements<T>() where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(bytes);
    }
}
