using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements as CLR values, of a copy on the CPU if the tensor isn't there.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> isn't the CLR type of the dtype.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        /// <summary>Writes the elements' bytes in row-major order.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            using var plain = OnCpuInOrder();
            for (long start = 0; start < plain.ByteCount; start += MaximumRun)
                stream.Write(plain.Run(start));
        }

        /// <summary>Replaces the elements by bytes that <see cref="WriteBytesToStream"/> wrote for a tensor of this shape and dtype.</summary>
        /// <exception cref="EndOfStreamException">The stream has too few bytes.</exception>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            using var ungraded = no_grad();
            using var plain = empty(shape, dtype, CPU).DetachFromDisposeScope();
            for (long start = 0; start < plain.ByteCount; start += MaximumRun)
                stream.ReadExactly(plain.Run(start));
            copy_(plain);
        }

        private const int MaximumRun = 1 << 24;

        private long ByteCount => NumberOfElements * ElementSize;

        private Tensor OnCpuInOrder()
        {
            using var ungraded = no_grad();
            using var plain = detach().DetachFromDisposeScope();
            using var near = plain.cpu().DetachFromDisposeScope();
            return near.contiguous().DetachFromDisposeScope();
        }

        private unsafe Span<byte> Run(long start) => new((byte*)DataPointer + start, (int)Math.Min(MaximumRun, ByteCount - start));
    }
}
