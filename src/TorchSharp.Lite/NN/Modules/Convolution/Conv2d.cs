using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Cross-correlation over two spatial dimensions.</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(ConvolutionGeometry geometry, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(Conv2d), geometry, bias, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => Convolve("conv2d", input);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Conv2d"/>
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, functional.Square(kernel_size)!, functional.Square(stride)!,
                    functional.Square(dilation)!, functional.Square(padding)!, null, [0],
                    padding_mode, groups, false), bias, device, dtype);

            /// <inheritdoc cref="Modules.Conv2d"/>
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, functional.Sides(kernel_size)!, functional.Sides(stride ?? (1, 1))!,
                    functional.Sides(dilation ?? (1, 1))!, functional.Sides(padding ?? (0, 0))!, null, [0],
                    padding_mode, groups, false), bias, device, dtype);

            /// <inheritdoc cref="Modules.Conv2d"/>
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, functional.Square(kernel_size)!, functional.Square(stride)!,
                    functional.Square(dilation)!, null, padding, [0], padding_mode, groups, false), bias, device, dtype);

            /// <inheritdoc cref="Modules.Conv2d"/>
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, functional.Sides(kernel_size)!, functional.Sides(stride ?? (1, 1))!,
                    functional.Sides(dilation ?? (1, 1))!, null, padding, [0], padding_mode, groups, false), bias, device, dtype);
        }
    }
}
