using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

public class ArrowStreamTests
{
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 40, 0, 7, 100 })]
    public void Stream_read_back_holds_the_same_schema_and_rows(int[] rowCounts)
    {
        var batches = rowCounts.Select((rows, i) => SampleBatches.Make(rows, seed: i)).ToArray();
        var bytes = ArrowBytes.Stream(SampleBatches.Schema, batches);

        using var stream = new MemoryStream(bytes);
        foreach (var reader in new[] { ArrowStreamReader.Open(bytes), ArrowStreamReader.Open(stream) })
        {
            Assert.Equal(SampleBatches.Schema, reader.Schema);
            Assert.Equal(batches.Select(ArrowText.Rows), ArrowBytes.ReadAll(reader).Select(ArrowText.Rows));
            Assert.Null(reader.Next());
        }
    }

    [Fact]
    public void Stream_without_end_mark_ends_after_the_last_batch()
    {
        var bytes = ArrowBytes.Stream(SampleBatches.Schema, [SampleBatches.Make(3)]);

        var reader = ArrowStreamReader.Open(bytes.AsMemory(0, bytes.Length - 8));

        Assert.Single(ArrowBytes.ReadAll(reader));
    }

    [Fact]
    public void Stream_that_is_cut_off_says_so()
    {
        var bytes = ArrowBytes.Stream(SampleBatches.Schema, [SampleBatches.Make(3)]);

        var reader = ArrowStreamReader.Open(bytes.AsMemory(0, bytes.Length - 20));

        var problem = Assert.Throws<ArrowFormatException>(() => ArrowBytes.ReadAll(reader));
        Assert.StartsWith("The Arrow stream is cut off in the message at byte ", problem.Message, StringComparison.Ordinal);
    }
}
