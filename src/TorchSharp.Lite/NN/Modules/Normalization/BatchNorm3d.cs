using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Batch normalisation of input with 5 dimensions.</summary>
    public sealed class BatchNorm3d : BatchNorm
    {
        internal BatchNorm3d(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
            : base(nameof(BatchNorm3d), num_features, eps, momentum, affine, track_running_stats, device, dtype)
        {
        }

        private protected override void RequireDimensions(long count) => RequireDimensions(count == 5, count, "5");
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.BatchNorm3d"/>
            public static Modules.BatchNorm3d BatchNorm3d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
