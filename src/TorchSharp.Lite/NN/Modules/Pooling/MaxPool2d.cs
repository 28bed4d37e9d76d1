using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Largest element of each window.</summary>
    public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal MaxPool2d(long[] kernel_size, long[]? stride, long[]? padding, long[]? dilation, bool ceil_mode)
            : base(nameof(MaxPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.dilation = dilation;
            this.ceil_mode = ceil_mode;
        }

        /// <summary>Size of the window.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>Step of the window; its size if null.</summary>
        public long[]? stride { get; set; }

        /// <summary>Padding on each side.</summary>
        public long[]? padding { get; set; }

        /// <summary>Distance between elements of the window.</summary>
        public long[]? dilation { get; set; }

        /// <summary>Whether windows that overhang count.</summary>
        public bool ceil_mode { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.MaxPool2d"/>
            public static Modules.MaxPool2d MaxPool2d(
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(
                    functional.Square(kernel_size)!, functional.Square(stride), functional.Square(padding), functional.Square(dilation),
                    ceil_mode);

            /// <inheritdoc cref="Modules.MaxPool2d"/>
            public static Modules.MaxPool2d MaxPool2d(
                (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null,
                bool ceil_mode = false) =>
                new(
                    functional.Sides(kernel_size)!, functional.Sides(stride), functional.Sides(padding), functional.Sides(dilation),
                    ceil_mode);

            /// <inheritdoc cref="Modules.MaxPool2d"/>
            public static Modules.MaxPool2d MaxPool2d(
                long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);
        }
    }
}
