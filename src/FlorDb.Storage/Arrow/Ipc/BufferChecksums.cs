using System.Buffers.Binary;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>
/// The CRC-32C of each message's metadata and of each of its buffers as they are stored, for the record batches in the footer's order and then for
/// the dictionary batches. They stand in the footer, so that a part of a file can be checked without the rest.
/// </summary>
internal sealed class BufferChecksums
{
    /// <summary>The key in the footer's metadata: little-endian 32-bit numbers in base64.</summary>
    public const string Key = "flordb.checksums";

    private const int BuffersOfDictionary = 3;
    private readonly byte[] _numbers;
    private readonly int _buffersOfBatch;
    private readonly int _batches;

    private BufferChecksums(byte[] numbers, int buffersOfBatch, int batches)
    {
        _numbers = numbers;
        _buffersOfBatch = buffersOfBatch;
        _batches = batches;
    }

    /// <summary>The text for the footer.</summary>
    public static string Encode(IEnumerable<uint[]> batches, IEnumerable<uint[]> dictionaries)
    {
        uint[] all = [.. batches.Concat(dictionaries).SelectMany(message => message)];
        var bytes = new byte[all.Length * sizeof(uint)];
        for (var i = 0; i < all.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), all[i]);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The checksums of a message: of its metadata, then of its buffers.</summary>
    public static uint[] Of(ReadOnlySpan<byte> metadata, IReadOnlyList<ReadOnlyMemory<byte>> buffers)
    {
        var checksums = new uint[buffers.Count + 1];
        checksums[0] = Crc32C.Compute(metadata);
        for (var i = 0; i < buffers.Count; i++) checksums[i + 1] = Crc32C.Compute(buffers[i].Span);
        return checksums;
    }

    /// <summary>Reads the checksums of a file; null if it has none.</summary>
    /// <exception cref="ArrowFormatException">They don't fit the file's batches.</exception>
    public static BufferChecksums? Find(KeyValueMetadata metadata, int buffersOfBatch, int batches, int dictionaries)
    {
        if (metadata.Find(Key) is not { } text) return null;
        var numbers = new byte[text.Length];
        var expected = (batches * (buffersOfBatch + 1L) + dictionaries * (BuffersOfDictionary + 1L)) * sizeof(uint);
        return Convert.TryFromBase64String(text, numbers, out var length) && length == expected
            ? new BufferChecksums(numbers, buffersOfBatch, batches)
            : throw new ArrowFormatException($"The Arrow file is damaged: the checksums in its footer are not those of {batches} batches and {dictionaries} dictionaries.");
    }

    public MessageChecksums OfBatch(int batch) => new(this, batch * (_buffersOfBatch + 1), _buffersOfBatch);

    public MessageChecksums OfDictionary(int dictionary) =>
        new(this, _batches * (_buffersOfBatch + 1) + dictionary * (BuffersOfDictionary + 1), BuffersOfDictionary);

    internal uint At(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_numbers.AsSpan(position * sizeof(uint)));
}
