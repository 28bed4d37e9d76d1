using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Means of as many windows as make an output of the given size.</summary>
    public sealed class AdaptiveAvgPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal AdaptiveAvgPool2d(long[] output_size)
            : base(nameof(AdaptiveAvgPool2d))
        {
            this.output_size = output_size;
        }

        /// <summary>Size of the output.</summary>
        public long[] output_size { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool2d(input, output_size);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.AdaptiveAvgPool2d"/>
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(functional.Square(output_size)!);

            /// <inheritdoc cref="Modules.AdaptiveAvgPool2d"/>
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(functional.Sides(output_size)!);

            /// <inheritdoc cref="Modules.AdaptiveAvgPool2d"/>
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new(output_size);
        }
    }
}
