using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>This tensor's numbers as another type; the same native tensor when nothing changes, unless <paramref name="copy"/>.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Aten.Call("to.dtype", this, type, non_blocking, copy), disposeAfter);

        /// <summary>This tensor on another device; the same native tensor when nothing changes, unless <paramref name="copy"/>.</summary>
        /// <exception cref="InvalidOperationException">The device isn't available.</exception>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        /// <inheritdoc cref="to(Device, bool, bool, bool)"/>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>This tensor's numbers as another type on another device; the same native tensor when nothing changes, unless <paramref name="copy"/>.</summary>
        /// <exception cref="InvalidOperationException">The device isn't available.</exception>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Aten.Call("to.device", this, InitializeDevice(device), type, non_blocking, copy), disposeAfter);

        /// <inheritdoc cref="to(Device, bool, bool, bool)"/>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>This tensor's numbers in the dtype and on the device of <paramref name="other"/>.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        /// <inheritdoc cref="to(ScalarType, bool, bool, bool)"/>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        /// <summary>This tensor's numbers in the dtype of <paramref name="tensor"/>.</summary>
        public Tensor type_as(Tensor tensor) => to(tensor.dtype);

        /// <summary>This tensor's numbers as another type.</summary>
        public Tensor type(ScalarType dtype) => to(dtype);

        /// <summary>This tensor on the CPU.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>This tensor on a CUDA device, the current one for null.</summary>
        /// <exception cref="InvalidOperationException">There's no CUDA device.</exception>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>As truth values.</summary>
        public Tensor @bool() => to(ScalarType.Bool);

        /// <summary>As unsigned 8-bit integers.</summary>
        public Tensor @byte() => to(ScalarType.Byte);

        /// <summary>As signed 8-bit integers.</summary>
        public Tensor @char() => to(ScalarType.Int8);

        /// <summary>As 16-bit integers.</summary>
        public Tensor @short() => to(ScalarType.Int16);

        /// <summary>As 32-bit integers.</summary>
        public Tensor @int() => to(ScalarType.Int32);

        /// <summary>As 64-bit integers.</summary>
        public Tensor @long() => to(ScalarType.Int64);

        /// <summary>In half precision.</summary>
        public Tensor half() => to(ScalarType.Float16);

        /// <summary>As 16-bit brain floating-point numbers.</summary>
        public Tensor bfloat16() => to(ScalarType.BFloat16);

        /// <summary>In single precision.</summary>
        public Tensor @float() => to(ScalarType.Float32);

        /// <summary>In double precision.</summary>
        public Tensor @double() => to(ScalarType.Float64);

        /// <summary>A copy; gradients flow through it.</summary>
        public Tensor clone() => Aten.Call("clone", this);

        /// <summary>The same data without its history.</summary>
        public Tensor detach() => Aten.Call("detach", this);

        /// <summary>Cuts this tensor off its history.</summary>
        public Tensor detach_() => InPlace("detach_", this);

        /// <summary>A view of the whole.</summary>
        public Tensor alias() => Aten.Call("alias", this);

        /// <summary>This tensor when it's contiguous, else a contiguous copy.</summary>
        public Tensor contiguous() => Aten.Call("contiguous", this);

        /// <summary>A copy in page-locked memory.</summary>
        public Tensor pin_memory() => Aten.Call("pin_memory", this);

        /// <summary>Copies the numbers of another tensor in, converted and broadcast as needed.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace("copy_", this, source, nonBlocking);

        /// <summary>Lets this tensor share the storage and layout of another.</summary>
        public Tensor set_(Tensor source) => InPlace("set_.source_Tensor", this, source);

        /// <summary>Sets all elements to zero.</summary>
        public Tensor zero_() => InPlace("zero_", this);

        /// <summary>Sets all elements to one number.</summary>
        public Tensor fill_(Scalar value) => InPlace("fill_.Scalar", this, value);

        private Tensor Moved(Tensor moved, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return moved;
        }
    }
}
