namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The buffers of some columns as they are stored, one after the other: the body of a message.</summary>
internal sealed class BatchBody
{
    public const int Alignment = 64;

    /// <summary>Makes the body.</summary>
    /// <param name="layout">The columns.</param>
    /// <param name="compression">How to store the buffers.</param>
    public BatchBody(BatchLayout layout, ArrowCompression compression = ArrowCompression.None)
    {
        Layout = layout;
        var compressed = compression == ArrowCompression.Zstd ? BufferCompressor.TryCompress(layout.Buffers) : null;
        IsCompressed = compressed is not null;
        Buffers = compressed ?? layout.Buffers;
        foreach (var buffer in Buffers)
        {
            BufferWords.AddRange([Length, buffer.Length]);
            Length += buffer.Length + Padding(buffer.Length);
        }
    }

    public BatchLayout Layout { get; }

    public bool IsCompressed { get; }

    /// <summary>The buffers as they are stored.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Buffers { get; }

    /// <summary>Offset in the body and length of each buffer.</summary>
    public List<long> BufferWords { get; } = [];

    public long Length { get; }

    /// <summary>The zeroes that follow <paramref name="length"/> bytes up to the next aligned position.</summary>
    public static int Padding(long length) => (int)((Alignment - length % Alignment) % Alignment);
}
