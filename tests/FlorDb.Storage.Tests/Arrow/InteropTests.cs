using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

/// <summary>Exchanges files with other implementations of Arrow, which run in Node.js.</summary>
public sealed class InteropTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flordb-interop-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true, new int[0])]
    [InlineData(true, new[] { 0 })]
    [InlineData(true, new[] { 40, 0, 7 })]
    [InlineData(false, new[] { 40, 0, 7 })]
    public void ApacheArrow_reads_our_files_and_streams(bool isFile, int[] rowCounts)
    {
        var batches = Batches(SampleBatches.Schema, rowCounts);
        var bytes = isFile ? ArrowBytes.File(SampleBatches.Schema, batches) : ArrowBytes.Stream(SampleBatches.Schema, batches);

        var read = Node.Run("read.mjs", "arrow", Write(bytes))[0];

        Assert.Equal(ArrowText.Fields(SampleBatches.Schema), Node.Texts(read, "fields"));
        Assert.Equal("flordb.format=1; naïve=ütf-8 ✓", read.GetProperty("metadata").GetString());
        Assert.Equal(batches.SelectMany(ArrowText.Rows), Node.Texts(read, "rows"));
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 40, 0, 7 })]
    public void Polars_reads_our_files(int[] rowCounts)
    {
        var schema = SampleBatches.Schema.Select(PolarsColumns);
        var batches = Batches(schema, rowCounts);

        var read = Node.Run("read.mjs", "polars", Write(ArrowBytes.File(schema, batches)))[0];

        Assert.Equal(PolarsFields, Node.Texts(read, "fields"));
        Assert.Equal(batches.SelectMany(ArrowText.Rows).Select(WithoutNullStructs), Node.Texts(read, "rows"));
    }

    [Fact]
    public void Both_read_our_compressed_files()
    {
        var schema = SampleBatches.Schema.Select(PolarsColumns);
        var batches = Batches(schema, [3000, 0, 7]);
        var path = Write(ArrowBytes.File(schema, batches, compression: ArrowCompression.Zstd));

        Assert.Equal(batches.SelectMany(ArrowText.Rows), Node.Texts(Node.Run("read.mjs", "arrow", path)[0], "rows"));
        Assert.Equal(batches.SelectMany(ArrowText.Rows).Select(WithoutNullStructs), Node.Texts(Node.Run("read.mjs", "polars", path)[0], "rows"));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("stream")]
    public void We_read_files_and_streams_of_apache_arrow(string form)
    {
        var path = Path.Combine(_folder.FullName, "js.arrow");

        var written = Node.Run("write.mjs", form, path);

        var bytes = File.ReadAllBytes(path);
        List<RecordBatch> batches = form == "file" ? [.. ArrowFileReader.Open(bytes).ReadAll()] : ArrowBytes.ReadAll(ArrowStreamReader.Open(bytes));
        Assert.Equal(Node.Texts(written, "fields"), ArrowText.Fields(batches[0].Schema));
        Assert.Equal([3, 1], batches.Select(batch => batch.RowCount));
        Assert.Equal(Node.Texts(written, "rows"), batches.SelectMany(ArrowText.Rows));
    }

    [Theory]
    [InlineData("uncompressed")]
    [InlineData("zstd")]
    public void We_read_files_of_polars(string compression)
    {
        var path = Path.Combine(_folder.FullName, "polars.arrow");
        Node.Run("write-polars.mjs", compression, path);

        var batch = ArrowFileReader.Open(File.ReadAllBytes(path)).Read(0);

        Assert.Equal(["n: int64"], ArrowText.Fields(batch.Schema));
        Assert.Equal(["1", "2", "null"], ArrowText.Rows(batch));
    }

    [Fact]
    public void File_compressed_by_another_codec_is_refused_with_the_reason()
    {
        var path = Path.Combine(_folder.FullName, "polars.arrow");
        Node.Run("write-polars.mjs", "lz4", path);
        var reader = ArrowFileReader.Open(File.ReadAllBytes(path));

        var problem = Assert.Throws<ArrowFormatException>(() => reader.Read(0));

        Assert.Equal("record batch 0 is compressed by LZ4; zstd can be read: write the file with zstd, or without compression.", problem.Message);
    }

    /// <summary>The columns whose types the JavaScript binding of Polars can hand over: it has no binary and no float16.</summary>
    private static int[] PolarsColumns =>
        [.. Enumerable.Range(0, SampleBatches.Schema.Fields.Length).Where(i => SampleBatches.Schema.Fields[i].Type
            is not (BinaryType { IsText: false } or FixedSizeBinaryType or FloatingPointType { BitWidth: 16 }))];

    private static readonly string[] PolarsFields =
    [
        "null: Null", "bool: Bool", "int8: Int8", "int16: Int16", "int32: Int32", "int64: Int64", "uint8: UInt8", "uint16: UInt16",
        "uint32: UInt32", "uint64: UInt64", "float32: Float32", "float64: Float64", "utf8: String", "large utf8: String",
        "time: Datetime(us,UTC)", "list: List(Int64)", "struct: DataType(Struct(Field(\"a\", Float64),Field(\"b\", Categorical)))",
        "coded: Categorical", "json: String", "matrix: FixedSizeList(DataType(FixedSizeList(Float32,3)),2)", "single: Float64",
        "mask: FixedSizeList(Bool,3)",
        "ragged: DataType(Struct(Field(\"data\", List(Int16))),Field(\"shape\", DataType(FixedSizeList(Int32,2))))",
    ];

    private static RecordBatch[] Batches(Schema schema, int[] rowCounts) =>
        [.. rowCounts.Select((rows, seed) => SampleBatches.Make(rows, seed)).Select(batch =>
            new RecordBatch(schema, [.. schema.Fields.Select(field => batch.Find(field.Name)!)], batch.RowCount))];

    /// <summary>The binding of Polars gives a null struct as one whose parts are null.</summary>
    private static string WithoutNullStructs(string row) => row.Replace("{null, null}", "null", StringComparison.Ordinal);

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, "sample.arrow");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
