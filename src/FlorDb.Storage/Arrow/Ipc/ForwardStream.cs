namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Bytes that come from a stream. Memory grows only as bytes arrive, whatever length was announced.</summary>
internal sealed class ForwardStream(Stream stream) : ForwardSource
{
    private const int ChunkBytes = 1 << 20;

    private protected override ReadOnlyMemory<byte> Next(int count)
    {
        var bytes = new byte[Math.Min(count, ChunkBytes)];
        var filled = 0;
        while (filled < count)
        {
            if (filled == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(count, bytes.Length * 2L));
            var read = stream.Read(bytes, filled, bytes.Length - filled);
            if (read == 0) break;
            filled += read;
        }

        return bytes.AsMemory(0, filled);
    }
}
