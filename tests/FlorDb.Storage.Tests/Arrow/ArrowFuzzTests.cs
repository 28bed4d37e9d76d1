using FlorDb.Storage.Arrow;
using FlorDb.Storage.Arrow.Ipc;

namespace FlorDb.Storage.Tests.Arrow;

/// <summary>Damaged files give an error or other values, and never a crash, a hang or a huge allocation.</summary>
public class ArrowFuzzTests
{
    private const long AllocationMax = 16 << 20;

    [Fact]
    public void Every_byte_of_a_file_changed_is_survived() => ChangeAll(SmallFile(), ReadFile);

    [Fact]
    public void Every_byte_of_a_compressed_file_changed_is_survived() =>
        ChangeAll(ArrowBytes.File(SmallBatch(40).Schema, [SmallBatch(40)], compression: ArrowCompression.Zstd), ReadFile);

    [Fact]
    public void Every_byte_of_a_file_with_checksums_changed_is_detected_or_means_nothing()
    {
        var batch = SmallBatch();
        var bytes = ArrowBytes.FileWithChecksums(batch.Schema, [batch]);
        var expected = ArrowText.Rows(batch);
        var footer = bytes.Length - ArrowFileLayout.TrailerBytes - BitConverter.ToInt32(bytes, bytes.Length - ArrowFileLayout.TrailerBytes);
        for (var i = 0; i < footer; i++)
        {
            bytes[i] ^= 0x10;
            Survives(bytes, changed => Assert.Equal(expected, ArrowFileReader.Open(changed).ReadAll().SelectMany(ArrowText.Rows).ToArray()));
            bytes[i] ^= 0x10;
        }
    }

    [Fact]
    public void Every_byte_of_a_stream_changed_is_survived() => ChangeAll(SmallStream(), ReadStream);

    [Fact]
    public void Every_truncation_of_a_file_is_refused()
    {
        var bytes = SmallFile();
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<ArrowFormatException>(() => ReadFile(bytes.AsMemory(0, length)));
    }

    [Fact]
    public void Every_truncation_of_a_stream_is_refused_or_ends_between_messages()
    {
        var bytes = SmallStream();
        var clean = 0;
        for (var length = 0; length < bytes.Length; length++)
            if (Survives(bytes.AsMemory(0, length), ReadStream)) clean++;

        // After the schema, two dictionaries and the batch.
        Assert.Equal(4, clean);
    }

    [Fact]
    public void Random_words_written_over_a_file_are_survived()
    {
        var random = new Random(7);
        int[] words = [0, 1, -1, int.MaxValue, int.MinValue, 0x7FFFFFF0, 64, 0x10000];
        var original = SmallFile();
        for (var round = 0; round < 4000; round++)
        {
            var bytes = (byte[])original.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
                BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(bytes.Length / 4) * 4), words[random.Next(words.Length)]);
            Survives(bytes, ReadFile);
        }
    }

    private static byte[] SmallFile() => ArrowBytes.File(SmallBatch().Schema, [SmallBatch()], KeyValueMetadata.Of(("a", "b")));

    private static byte[] SmallStream() => ArrowBytes.Stream(SmallBatch().Schema, [SmallBatch()]);

    /// <summary>A batch with the layouts that lead to each kind of check.</summary>
    private static RecordBatch SmallBatch(int rows = 3)
    {
        string[] names = ["null", "bool", "int64", "utf8", "list", "struct", "coded", "matrix"];
        var all = SampleBatches.Make(rows);
        var columns = names.Select(SampleBatches.Schema.IndexOf).ToArray();
        return new RecordBatch(all.Schema.Select(columns), [.. columns.Select(column => all.Columns[column])], rows);
    }

    private static void ChangeAll(byte[] bytes, Action<ReadOnlyMemory<byte>> read)
    {
        byte[] masks = [0x01, 0x80, 0xFF];
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var mask in masks)
            {
                bytes[i] ^= mask;
                Survives(bytes, read);
                bytes[i] ^= mask;
            }
        }

        Assert.True(Survives(bytes, read));
    }

    private static bool Survives(ReadOnlyMemory<byte> bytes, Action<ReadOnlyMemory<byte>> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isRead = true;
        try
        {
            read(bytes);
        }
        catch (ArrowFormatException)
        {
            isRead = false;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocationMax);
        return isRead;
    }

    private static void ReadFile(ReadOnlyMemory<byte> bytes)
    {
        foreach (var batch in ArrowFileReader.Open(bytes).ReadAll()) Touch(batch);
    }

    private static void ReadStream(ReadOnlyMemory<byte> bytes)
    {
        foreach (var batch in ArrowBytes.ReadAll(ArrowStreamReader.Open(bytes))) Touch(batch);
    }

    /// <summary>Looks at the first rows: a row of nulls takes no bytes, so a damaged count can be huge.</summary>
    private static void Touch(RecordBatch batch)
    {
        for (var row = 0; row < Math.Min(batch.RowCount, 8); row++)
            foreach (var column in batch.Columns) ArrowText.Value(column, row);
    }
}
