using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Cross-correlation over one spatial dimension.</summary>
    public sealed class Conv1d : Convolution
    {
        internal Conv1d(ConvolutionGeometry geometry, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(Conv1d), geometry, bias, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => Convolve("conv1d", input);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Conv1d"/>
            public static Modules.Conv1d Conv1d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, [kernel_size], [stride], [dilation], [padding], null, [0], padding_mode, groups,
                    false), bias, device, dtype);

            /// <inheritdoc cref="Modules.Conv1d"/>
            public static Modules.Conv1d Conv1d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(new(in_channels, out_channels, [kernel_size], [stride], [dilation], null, padding, [0], padding_mode, groups,
                    false), bias, device, dtype);
        }
    }
}
