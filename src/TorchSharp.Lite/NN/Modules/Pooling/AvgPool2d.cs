using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Mean of each window.</summary>
    public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal AvgPool2d(
            long[] kernel_size, long[]? stride, long[]? padding, bool ceil_mode, bool count_include_pad, long? divisor_override)
            : base(nameof(AvgPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.ceil_mode = ceil_mode;
            this.count_include_pad = count_include_pad;
            this.divisor_override = divisor_override;
        }

        /// <summary>Size of the window.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>Step of the window; its size if null.</summary>
        public long[]? stride { get; set; }

        /// <summary>Zeros on each side.</summary>
        public long[]? padding { get; set; }

        /// <summary>Whether windows that overhang count.</summary>
        public bool ceil_mode { get; set; }

        /// <summary>Whether padding counts in the mean.</summary>
        public bool count_include_pad { get; set; }

        /// <summary>What sums are divided by; the window's size if null.</summary>
        public long? divisor_override { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) =>
            nn.functional.avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.AvgPool2d"/>
            public static Modules.AvgPool2d AvgPool2d(
                long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                new(
                    functional.Square(kernel_size)!, functional.Square(stride), functional.Square(padding), ceil_mode, count_include_pad,
                    divisor_override);

            /// <inheritdoc cref="Modules.AvgPool2d"/>
            public static Modules.AvgPool2d AvgPool2d(
                (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                new(
                    functional.Sides(kernel_size)!, functional.Sides(stride), functional.Sides(padding), ceil_mode, count_include_pad,
                    divisor_override);

            /// <inheritdoc cref="Modules.AvgPool2d"/>
            public static Modules.AvgPool2d AvgPool2d(
                long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
        }
    }
}
