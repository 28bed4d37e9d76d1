using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

public class ArrowFileTests
{
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 40, 0, 7, 100 })]
    public void File_read_back_holds_the_same_schema_and_rows(int[] rowCounts)
    {
        var batches = rowCounts.Select((rows, i) => SampleBatches.Make(rows, seed: i)).ToArray();
        var bytes = ArrowBytes.File(SampleBatches.Schema, batches);

        using var stream = new MemoryStream(bytes);
        foreach (var reader in new[] { ArrowFileReader.Open(bytes), ArrowFileReader.Open(stream) })
        {
            Assert.Equal(SampleBatches.Schema, reader.Schema);
            Assert.Equal(rowCounts, Enumerable.Range(0, reader.BatchCount).Select(reader.RowCount));
            Assert.Equal(batches.Select(ArrowText.Rows), reader.ReadAll().Select(ArrowText.Rows));
        }
    }

    [Fact]
    public void Footer_metadata_reads_back()
    {
        var metadata = KeyValueMetadata.Of(("zones", "{}"), ("crc", "a1"), ("zones", "again"));

        var reader = ArrowFileReader.Open(ArrowBytes.File(SampleBatches.Schema, [SampleBatches.Make(3)], metadata));

        Assert.Equal(metadata, reader.FooterMetadata);
        Assert.Equal("{}", reader.FooterMetadata.Find("zones"));
        Assert.Null(reader.FooterMetadata.Find("none"));
    }

    [Fact]
    public void Buffers_of_a_file_begin_at_multiples_of_64()
    {
        var bytes = ArrowBytes.File(SampleBatches.Schema, [SampleBatches.Make(9), SampleBatches.Make(5, 2)]);

        var offsets = ArrowFileReader.Open(bytes).ReadAll().SelectMany(batch => batch.Columns).SelectMany(column => column.Buffers)
            .Where(buffer => !buffer.IsEmpty).Select(buffer => ArrowBytes.OffsetIn(bytes, buffer));

        Assert.All(offsets, offset => Assert.Equal(0, offset % 64));
    }

    [Fact]
    public void Projection_gives_the_wanted_columns_in_the_wanted_order()
    {
        var batch = SampleBatches.Make(12);
        int[] wanted = [SampleBatches.Schema.IndexOf("ragged"), SampleBatches.Schema.IndexOf("struct"), 4];

        var read = ArrowFileReader.Open(ArrowBytes.File(SampleBatches.Schema, [batch])).Read(0, wanted);

        Assert.Equal(["ragged", "struct", "int32"], read.Schema.Fields.Select(field => field.Name));
        Assert.Equal(wanted.Select(i => ArrowText.Column(batch.Columns[i])), read.Columns.Select(ArrowText.Column));
    }

    [Fact]
    public void Projection_does_not_look_at_damage_in_other_columns()
    {
        Schema schema = new(new Field("good", ArrowType.Int64), new Field("bad", ArrowType.Utf8));
        var (good, bad) = (new PrimitiveBuilder<long>(ArrowType.Int64), new BinaryBuilder(ArrowType.Utf8));
        good.Append(42);
        bad.Append("FINDME");
        var bytes = ArrowBytes.File(schema, [new RecordBatch(schema, [good.Build(), bad.Build()], 1)]);
        bytes[bytes.AsSpan().IndexOf("FINDME"u8)] = 0xFF;

        var reader = ArrowFileReader.Open(bytes);

        Assert.Equal(["42"], ArrowText.Rows(reader.Read(0, [0])));
        var problem = Assert.Throws<ArrowFormatException>(() => reader.Read(0));
        Assert.Equal("Column \"bad\" of record batch 0 is damaged: its text is not valid UTF-8.", problem.Message);
    }

    [Fact]
    public void Batch_of_other_columns_is_refused()
    {
        var writer = new ArrowFileWriter(Stream.Null, new Schema(new Field("x", ArrowType.Int64)));

        Assert.Throws<ArgumentException>(() => writer.Write(SampleBatches.Make(1)));
    }

    [Fact]
    public void Finished_file_takes_no_more()
    {
        var writer = new ArrowFileWriter(Stream.Null, SampleBatches.Schema);
        writer.Finish();

        Assert.Throws<InvalidOperationException>(() => writer.Write(SampleBatches.Make(1)));
        Assert.Throws<InvalidOperationException>(() => writer.Finish());
    }
}
