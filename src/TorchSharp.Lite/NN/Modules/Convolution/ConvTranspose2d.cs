using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The gradient of a two-dimensional convolution as a layer of its own.</summary>
    public sealed class ConvTranspose2d : Convolution
    {
        internal ConvTranspose2d(ConvolutionGeometry geometry, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(ConvTranspose2d), geometry, bias, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => ConvolveTransposed("conv_transpose2d.input", input);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.ConvTranspose2d"/>
            public static Modules.ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, functional.Square(kernel_size)!, functional.Square(stride)!,
                    functional.Square(dilation)!, functional.Square(padding)!, null,
                    functional.Square(output_padding)!, padding_mode, groups, true), bias, device, dtype);

            /// <inheritdoc cref="Modules.ConvTranspose2d"/>
            public static Modules.ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, functional.Sides(kernel_size)!, functional.Sides(stride ?? (1, 1))!,
                    functional.Sides(dilation ?? (1, 1))!, functional.Sides(padding ?? (0, 0))!, null,
                    functional.Sides(output_padding ?? (0, 0))!, padding_mode, groups, true), bias, device, dtype);
        }
    }
}
