using System.Collections.Immutable;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Checkpoints;

/// <summary>The page at the root of a checkpoint: its entries.</summary>
internal static class EntryList
{
    public static byte[] Encode(IReadOnlyCollection<CheckpointEntryInfo> entries)
    {
        var writer = new RecordWriter(1024);
        writer.Count(entries.Count);
        foreach (var entry in entries)
        {
            writer.Text(entry.Name);
            writer.Text(entry.Description);
            writer.Count(entry.Length);
            writer.Hash(entry.Hash);
        }

        return writer.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no list of entries.</exception>
    public static ImmutableArray<CheckpointEntryInfo> Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        int count = reader.BoundedCount();
        var entries = ImmutableArray.CreateBuilder<CheckpointEntryInfo>(count);
        for (int i = 0; i < count; i++)
            entries.Add(new CheckpointEntryInfo(reader.Text(), reader.Text(), reader.Count(), reader.Hash()));
        return entries.MoveToImmutable();
    }
}
