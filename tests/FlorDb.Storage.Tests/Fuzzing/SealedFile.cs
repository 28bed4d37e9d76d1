using System.Buffers.Binary;
using System.Text;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Arrow.Ipc;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>A segment that is changed, so that neither the checksums of its parts nor those in the manifest show it.</summary>
internal static class SealedFile
{
    /// <summary>Changes some bytes.</summary>
    /// <param name="bytes">The segment.</param>
    /// <param name="random">Chance.</param>
    /// <param name="changed">The hashes that the manifest holds of it, old and new.</param>
    public static byte[] Mutate(byte[] bytes, Random random, out List<(byte[] Old, byte[] New)> changed)
    {
        int footerBytes = FooterBytes(bytes);
        byte[] mutated = [.. bytes];
        var part = random.Next(3) == 0 ? mutated.AsSpan(bytes.Length - footerBytes) : mutated.AsSpan(0, bytes.Length - footerBytes);
        for (int i = random.Next(1, 4); i > 0; i--) ByteMutator.Overwrite(part.ToArray(), random).CopyTo(part);
        WriteChecksums(mutated);
        changed = [(Hash(bytes), Hash(mutated)), (Hash(bytes.AsSpan(bytes.Length - footerBytes)), Hash(mutated.AsSpan(bytes.Length - footerBytes)))];
        return mutated;
    }

    private static int FooterBytes(byte[] bytes)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - ArrowFileLayout.TrailerBytes));
        return Math.Clamp(length + ArrowFileLayout.TrailerBytes, 0, bytes.Length);
    }

    /// <summary>Where the footer can be read, its checksums become those of the messages as they are now.</summary>
    private static void WriteChecksums(byte[] bytes)
    {
        try
        {
            var footer = ArrowFooter.Read(new MemorySource(bytes));
            if (footer.Metadata.Find(BufferChecksums.Key) is not { } old) return;
            string text = BufferChecksums.Encode(
                footer.Batches.Select(block => ChecksumsOf(bytes, block, message => message.RecordBatch())),
                footer.Dictionaries.Select(block => ChecksumsOf(bytes, block, message => message.DictionaryBatch().Batch)));
            int at = bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(old));
            if (at >= 0 && text.Length == old.Length) Encoding.ASCII.GetBytes(text, bytes.AsSpan(at));
        }
        catch (Exception unreadable) when (unreadable is ArrowFormatException or ArgumentOutOfRangeException)
        {
            // The change is in the footer itself, or in the head of a message: that is what is tried then.
        }
    }

    private delegate BatchHeader HeaderOf(Message message);

    private static uint[] ChecksumsOf(byte[] bytes, Block block, HeaderOf headerOf)
    {
        var framed = bytes.AsMemory((int)block.Offset, block.MetadataLength);
        var header = headerOf(MessageFrame.Parse(framed, "a message"));
        var body = bytes.AsMemory((int)block.Offset + block.MetadataLength, (int)block.BodyLength);
        return [Crc32C.Compute(framed.Span), .. header.Buffers.Select(buffer => Crc32C.Compute(body.Slice((int)buffer.Offset, (int)buffer.Length).Span))];
    }

    /// <summary>A hash as it stands in files.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> bytes) => Bytes(XxHash3.Hash(bytes));

    /// <inheritdoc cref="Hash"/>
    public static byte[] Bytes(PageHash hash)
    {
        var written = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(written, hash.High);
        BinaryPrimitives.WriteUInt64LittleEndian(written.AsSpan(8), hash.Low);
        return written;
    }
}
