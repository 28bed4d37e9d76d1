using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Largest element of each window.</summary>
            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Square(kernel_size)!, Square(stride), Square(padding), Square(dilation), ceil_mode);

            /// <inheritdoc cref="max_pool2d(Tensor, long, long?, long?, long?, bool)"/>
            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null,
                bool ceil_mode = false) =>
                max_pool2d(input, Sides(kernel_size)!, Sides(stride), Sides(padding), Sides(dilation), ceil_mode);

            /// <inheritdoc cref="max_pool2d(Tensor, long, long?, long?, long?, bool)"/>
            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Aten.Call("max_pool2d", input, kernel_size, strides ?? [], padding ?? [0, 0], dilation ?? [1, 1], ceil_mode);

            /// <summary>Mean of each window.</summary>
            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null) =>
                avg_pool2d(input, Square(kernel_size)!, Square(stride), Square(padding), ceil_mode, count_include_pad, divisor_override);

            /// <inheritdoc cref="avg_pool2d(Tensor, long, long?, long, bool, bool, long?)"/>
            public static Tensor avg_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Sides(kernel_size)!, Sides(stride), Sides(padding), ceil_mode, count_include_pad, divisor_override);

            /// <inheritdoc cref="avg_pool2d(Tensor, long, long?, long, bool, bool, long?)"/>
            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Aten.Call("avg_pool2d", input, kernel_size, strides ?? [], padding ?? [0, 0], ceil_mode, count_include_pad, divisor_override);

            /// <summary>Means of as many windows as make an output of the given size.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, Square(output_size)!);

            /// <inheritdoc cref="adaptive_avg_pool2d(Tensor, long)"/>
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                adaptive_avg_pool2d(input, Sides(output_size)!);

            /// <inheritdoc cref="adaptive_avg_pool2d(Tensor, long)"/>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) =>
                Aten.Call("adaptive_avg_pool2d", input, output_size);

            internal static long[]? Square(long? side) => side is { } value ? [value, value] : null;

            internal static long[]? Sides((long, long)? sides) => sides is { } value ? [value.Item1, value.Item2] : null;
        }
    }
}
