using static TorchSharp.torch;

namespace FlorDb.Bench.Checkpoint;

/// <summary>A part of a tensor's memory.</summary>
internal readonly record struct Region(Tensor Tensor, int Offset, int Length)
{
    public ReadOnlySpan<byte> Bytes => Tensor.bytes.Slice(Offset, Length);

    public static Region Of(Tensor tensor) => new(tensor, 0, tensor.bytes.Length);

    public static long BytesOf(IEnumerable<Region> regions) => regions.Sum(region => (long)region.Length);
}
