using TorchSharp.Factories;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Zeros of this dtype and on this device unless others are given.</summary>
        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_zeros", size, new TensorOptions(dtype, device, requires_grad));

        /// <summary>Zeros of this dtype and on this device unless others are given.</summary>
        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_zeros", [size], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Zeros of this dtype and on this device unless others are given.</summary>
        public Tensor new_zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_zeros", [rows, columns], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Zeros of this dtype and on this device unless others are given.</summary>
        public Tensor new_zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_zeros", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Zeros of this dtype and on this device unless others are given.</summary>
        public Tensor new_zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_zeros", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Whatever the memory held, of this dtype and on this device unless others are given.</summary>
        public Tensor new_empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_empty", size, new TensorOptions(dtype, device, requires_grad));

        /// <summary>Whatever the memory held, of this dtype and on this device unless others are given.</summary>
        public Tensor new_empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_empty", [size], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Whatever the memory held, of this dtype and on this device unless others are given.</summary>
        public Tensor new_empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_empty", [rows, columns], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Whatever the memory held, of this dtype and on this device unless others are given.</summary>
        public Tensor new_empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_empty", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Whatever the memory held, of this dtype and on this device unless others are given.</summary>
        public Tensor new_empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_empty", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Ones of this dtype and on this device unless others are given.</summary>
        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_ones", [size], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Ones of this dtype and on this device unless others are given.</summary>
        public Tensor new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_ones", [rows, columns], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Ones of this dtype and on this device unless others are given.</summary>
        public Tensor new_ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_ones", [dim0, dim1, dim2], new TensorOptions(dtype, device, requires_grad));

        /// <summary>Ones of this dtype and on this device unless others are given.</summary>
        public Tensor new_ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("new_ones", [dim0, dim1, dim2, dim3], new TensorOptions(dtype, device, requires_grad));

        /// <summary>One number, of this dtype and on this device unless others are given.</summary>
        public Tensor new_full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            NewFull(size, value, new TensorOptions(dtype, device, requires_grad));

        /// <summary>One number, of this dtype and on this device unless others are given.</summary>
        public Tensor new_full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            NewFull([size], value, new TensorOptions(dtype, device, requires_grad));

        /// <summary>One number, of this dtype and on this device unless others are given.</summary>
        public Tensor new_full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            NewFull([rows, columns], value, new TensorOptions(dtype, device, requires_grad));

        /// <summary>One number, of this dtype and on this device unless others are given.</summary>
        public Tensor new_full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            NewFull([dim0, dim1, dim2], value, new TensorOptions(dtype, device, requires_grad));

        /// <summary>One number, of this dtype and on this device unless others are given.</summary>
        public Tensor new_full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            NewFull([dim0, dim1, dim2, dim3], value, new TensorOptions(dtype, device, requires_grad));

        private Tensor New(string operation, ReadOnlySpan<long> size, TensorOptions options) =>
            options.Finish(Aten.Call(operation, this, size, options.Type, Argument.None, options.Device));

        private Tensor NewFull(ReadOnlySpan<long> size, Scalar value, TensorOptions options) =>
            options.Finish(Aten.Call("new_full", this, size, value, options.Type, Argument.None, options.Device));
    }
}
