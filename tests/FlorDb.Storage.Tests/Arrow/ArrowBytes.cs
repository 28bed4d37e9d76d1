using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

/// <summary>Writes batches to memory and reads them back.</summary>
internal static class ArrowBytes
{
    public static byte[] File(
        Schema schema, IEnumerable<RecordBatch> batches, KeyValueMetadata? footerMetadata = null, ArrowCompression compression = ArrowCompression.None)
    {
        using var stream = new MemoryStream();
        var writer = new ArrowFileWriter(stream, schema, compression);
        foreach (var batch in batches) writer.Write(batch);
        writer.Finish(footerMetadata);
        return stream.ToArray();
    }

    public static byte[] FileWithChecksums(Schema schema, IEnumerable<RecordBatch> batches, ArrowCompression compression = ArrowCompression.Zstd)
    {
        using var stream = new MemoryStream();
        var writer = new ArrowFileWriter(stream, schema, compression);
        foreach (var batch in batches) writer.Write(batch);
        writer.FinishWithChecksums(KeyValueMetadata.Empty);
        return stream.ToArray();
    }

    public static byte[] Stream(Schema schema, IEnumerable<RecordBatch> batches)
    {
        using var stream = new MemoryStream();
        var writer = new ArrowStreamWriter(stream, schema);
        foreach (var batch in batches) writer.Write(batch);
        writer.Finish();
        return stream.ToArray();
    }

    public static List<RecordBatch> ReadAll(ArrowStreamReader reader)
    {
        var batches = new List<RecordBatch>();
        while (reader.Next() is { } batch) batches.Add(batch);
        return batches;
    }

    /// <summary>How far into <paramref name="whole"/> a part of it begins.</summary>
    public static long OffsetIn(byte[] whole, ReadOnlyMemory<byte> part) =>
        Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(whole), ref MemoryMarshal.GetReference(part.Span));
}
