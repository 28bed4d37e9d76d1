using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The length of each dimension.</summary>
        public long[] shape
        {
            get
            {
                var lengths = Info.Sizes.ToArray();
                GC.KeepAlive(this);
                return lengths;
            }
        }

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => Info.Type;

        /// <summary>Where the data lives.</summary>
        public Device device => Info is var info && info.DeviceType == DeviceType.CPU ? CPU : new Device(info.DeviceType, info.DeviceIndex);

        /// <summary>The kind of device on which the data lives.</summary>
        public DeviceType device_type => Info.DeviceType;

        /// <summary>The number of the device on which the data lives; -1 on the CPU.</summary>
        public int device_index => Info.DeviceIndex;

        /// <summary>The number of dimensions.</summary>
        public long ndim => Info.Rank;

        /// <inheritdoc cref="ndim"/>
        public long Dimensions => Info.Rank;

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => Info.Elements;

        /// <summary>The size of one element in bytes.</summary>
        public long ElementSize => Info.ElementSize;

        /// <summary>A name for the user's own use.</summary>
        public string? name { get; set; }

        /// <summary>Whether the data lives on a CUDA device.</summary>
        public bool is_cuda => Info.DeviceType == DeviceType.CUDA;

        /// <summary>Whether the tensor has a shape and no data.</summary>
        public bool is_meta => Info.DeviceType == DeviceType.META;

        /// <summary>Whether only non-zero elements are stored.</summary>
        public bool is_sparse => Alive(NativeMethods.flor_tensor_is_sparse(Handle)) != 0;

        /// <summary>The transpose; of a tensor of any rank, all dimensions reversed.</summary>
        public Tensor T => Aten.Call("numpy_T", this);

        /// <summary>The conjugate transpose of a matrix.</summary>
        public Tensor H => Aten.Call("matrix_H", this);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => Aten.Call("mT", this);

        /// <summary>The last two dimensions exchanged, and conjugated.</summary>
        public Tensor mH => Aten.Call("mH", this);

        /// <summary>A view of the real parts.</summary>
        public Tensor real => Aten.Call("real", this);

        /// <summary>A view of the imaginary parts.</summary>
        public Tensor imag => Aten.Call("imag", this);

        /// <inheritdoc cref="ndim"/>
        public long dim() => Info.Rank;

        /// <inheritdoc cref="NumberOfElements"/>
        public long numel() => Info.Elements;

        /// <inheritdoc cref="ElementSize"/>
        public long element_size() => Info.ElementSize;

        /// <inheritdoc cref="shape"/>
        public long[] size() => shape;

        /// <summary>The length of a dimension; negative ones count from the last.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">There's no such dimension.</exception>
        public long size(int dim) => Aten.Number("size.int", this, (long)dim).Integer;

        /// <summary>How many elements apart neighbours along each dimension are stored.</summary>
        public long[] stride()
        {
            var strides = Info.Strides.ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        /// <summary>How many elements apart neighbours along a dimension are stored.</summary>
        public long stride(int dim) => Aten.Number("stride.int", this, (long)dim).Integer;

        /// <summary>Where in its storage the tensor begins, in elements.</summary>
        public long storage_offset() => Info.Offset;

        /// <summary>Whether the elements lie in memory in row-major order without gaps.</summary>
        public bool is_contiguous() => Info.IsContiguous;

        /// <summary>Whether the data lives in the CPU's memory.</summary>
        public bool is_cpu() => Info.DeviceType == DeviceType.CPU;

        /// <summary>Whether the elements are real floating-point numbers.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the elements are whole numbers; truth values count.</summary>
        public bool is_integral() => torch.is_integral(dtype);

        /// <summary>Whether the elements are complex numbers.</summary>
        public bool is_complex() => torch.is_complex(dtype);

        /// <summary>Whether the data lies in page-locked memory.</summary>
        public bool is_pinned() => Alive(NativeError.Check(NativeMethods.flor_tensor_is_pinned(Handle))) != 0;

        /// <summary>Whether the only element isn't zero.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
        public bool is_nonzero() => Aten.Test("is_nonzero", this);

        private unsafe TensorInfo Info
        {
            get
            {
                TensorInfo info;
                NativeError.Check(NativeMethods.flor_tensor_info(Handle, &info));
                GC.KeepAlive(this);
                return info;
            }
        }

        private TResult Alive<TResult>(TResult result)
        {
            GC.KeepAlive(this);
            return result;
        }
    }
}
