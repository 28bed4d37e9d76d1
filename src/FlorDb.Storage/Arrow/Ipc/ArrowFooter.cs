using System.Buffers.Binary;
using System.Collections.Immutable;
using FlorDb.Storage.Arrow.FlatBuffers;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>What the end of an Arrow file tells: its columns, and where its messages lie. Does not refer to the file's bytes.</summary>
internal sealed class ArrowFooter
{
    private ArrowFooter(FlatTable footer, long end)
    {
        const string where = "the footer";
        Schema = new SchemaDecoder(where).Decode(footer.GetTable(FlatIds.Footer.Schema, "schema"));
        Metadata = SchemaDecoder.DecodeMetadata(footer.GetVector(FlatIds.Footer.Metadata, sizeof(int)));
        Batches = ReadBlocks(footer.GetVector(FlatIds.Footer.RecordBatches, FlatIds.Footer.BlockBytes), end);
        Dictionaries = ReadBlocks(footer.GetVector(FlatIds.Footer.Dictionaries, FlatIds.Footer.BlockBytes), end);
        Checksums = BufferChecksums.Find(Metadata, Schema.Places[^1].Buffer, Batches.Length, Dictionaries.Length);
    }

    public DecodedSchema Schema { get; }

    public KeyValueMetadata Metadata { get; }

    public ImmutableArray<Block> Batches { get; }

    public ImmutableArray<Block> Dictionaries { get; }

    /// <summary>The checksums of the messages; null if the file has none.</summary>
    public BufferChecksums? Checksums { get; }

    public static ArrowFooter Read(ByteSource source)
    {
        var shortest = ArrowFileLayout.PaddedMagicBytes + ArrowFileLayout.TrailerBytes;
        if (source.Length < shortest) throw new ArrowFormatException($"This is not an Arrow file: it has {source.Length} bytes, fewer than {shortest}.");
        var trailerStart = source.Length - ArrowFileLayout.TrailerBytes;
        var trailer = source.Read(trailerStart, ArrowFileLayout.TrailerBytes).Span;
        if (!source.Read(0, ArrowFileLayout.MagicBytes).Span.SequenceEqual(ArrowFileLayout.Magic))
            throw new ArrowFormatException("This is not an Arrow file: it does not begin with ARROW1.");
        if (!trailer[ArrowFileLayout.FooterLengthBytes..].SequenceEqual(ArrowFileLayout.Magic))
            throw new ArrowFormatException("The Arrow file is cut off: it does not end with ARROW1.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(trailer);
        if (length <= 0 || length > trailerStart - ArrowFileLayout.PaddedMagicBytes)
            throw new ArrowFormatException($"The Arrow file is damaged: a footer of {length} bytes does not fit into {source.Length} bytes.");
        var start = trailerStart - length;
        return new ArrowFooter(new FlatSource(source.Read(start, length), "the footer").Root(), start);
    }

    private static ImmutableArray<Block> ReadBlocks(FlatVector structs, long end)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>(structs.Count);
        for (var i = 0; i < structs.Count; i++)
        {
            var block = new Block(structs.Int64(i, 0), structs.Int32(i, sizeof(long)), structs.Int64(i, 2 * sizeof(long)));
            if (block.Offset < 0 || block.MetadataLength < 0 || block.BodyLength < 0
                || block.Offset > end || block.MetadataLength > end - block.Offset || block.BodyLength > end - block.Offset - block.MetadataLength)
                throw new ArrowFormatException($"The Arrow file is damaged: block {i} of its footer ({block}) lies outside of the file's messages.");
            blocks.Add(block);
        }

        return blocks.MoveToImmutable();
    }
}
