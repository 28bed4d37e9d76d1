using System.Text;
using FlorDb.Query.Formats;
using FlorDb.Query.Tests.Support;
using FlorDb.Storage;
using FlorDb.Storage.Arrow;
using static FlorDb.Query.Tests.Support.Values;

namespace FlorDb.Query.Tests.Formats;

public sealed class ResultWriterTests : IDisposable
{
    private readonly TestStore _store = new();

    public ResultWriterTests() => SampleRuns.Write(_store);

    [Fact]
    public async Task Json_has_one_object_per_row() =>
        Assert.Equal(
            """
            [
            {"epoch":0,"accuracy":0.5,"cf":[[10,1],[2,20]],"t":"2024-01-01T00:00:00Z"},
            {"epoch":1,"accuracy":0.7,"cf":[[11,1],[2,21]],"t":"2024-01-01T00:00:00Z"}
            ]

            """,
            await Text("SELECT epoch, accuracy, cf, tstamp AS t FROM runs WHERE runid = 'alpha' AND epoch < 2", ResultFormat.Json));

    [Fact]
    public async Task Json_keeps_odd_values() =>
        Assert.Equal(
            """
            [
            {"a":"NaN","b":"-Infinity","c":null,"d":{"a":[1,2]},"e":"Af4=","f":"é \"q\"","g":true}
            ]

            """,
            await Text("SELECT 0/0 AS a, -1/0 AS b, note AS c, config AS d, blob AS e, 'é \"q\"' AS f, ok AS g FROM runs WHERE ok", ResultFormat.Json));

    [Fact]
    public async Task Json_without_rows_is_an_empty_array() => Assert.Equal("[\n]\n", await Text("SELECT runid FROM runs WHERE FALSE", ResultFormat.Json));

    [Fact]
    public async Task Csv_quotes_what_needs_it() =>
        Assert.Equal(
            "runid,\"a,b\",\"q\"\"q\",empty,nothing,cf\r\nalpha,\"x,y\",\"line\nbreak\",\"\",,\"[[10,1],[2,20]]\"\r\n",
            await Text("SELECT runid, 'x,y' AS \"a,b\", 'line\nbreak' AS \"q\"\"q\", '' AS empty, NULL AS nothing, cf FROM runs WHERE epoch = 0 AND runid = 'alpha'", ResultFormat.Csv));

    [Fact]
    public async Task Arrow_file_reads_back_with_types_and_values()
    {
        var file = ArrowFileReader.Open(await Bytes("SELECT runid, epoch, accuracy, cf, tstamp, accuracy > 0.5 AS good FROM runs WHERE epoch < 2", ResultFormat.Arrow));
        var batch = Assert.Single(file.ReadAll());
        Assert.Equal("utf8, int64, float64, timestamp", string.Join(", ", batch.Schema.Fields.Take(3).Select(field => field.Type.ToString()).Append("timestamp")));
        Assert.Equal(ArrowType.TimestampUtc, batch.Schema.Fields[4].Type);
        Assert.Equal(4, batch.RowCount);
        Assert.Equal("beta", ((BinaryArray)batch.Columns[0]).GetString(3));
        Assert.Equal([0, 1, 0, 1], ((PrimitiveArray<long>)batch.Columns[1]).Values.ToArray());
        Assert.Equal([0.5, 0.7, 0.4, 0.6], ((PrimitiveArray<double>)batch.Columns[2]).Values.ToArray());
        var cf = TensorColumn.TryOpen(batch.Schema.Fields[3], batch.Columns[3])!;
        Assert.Equal(Matrix(2, 2, 11, 1, 2, 21).AsTensor(), cf[1]);
        Assert.Null(cf[2]);
        Assert.True(((BooleanArray)batch.Columns[5])[1]);
    }

    [Fact]
    public async Task Arrow_file_holds_arrays_of_several_shapes_and_ranks()
    {
        var run = _store.Begin("shapes");
        run.Log("v", Matrix(1, 2, 1, 2), run.Enter("i", 0));
        run.Log("v", Matrix(2, 1, 3, 4), run.Enter("i", 1));
        run.Log("w", Matrix(1, 1, 5));
        run.Finish();
        var batch = ArrowFileReader.Open(await Bytes("SELECT i, v, CASE WHEN i = 0 THEN v ELSE shape(v) END AS mixed FROM runs WHERE i IS NOT NULL", ResultFormat.Arrow)).ReadAll().Single();
        Assert.Equal(ArrowExtensions.VariableShapeTensor, batch.Schema.Fields[1].ExtensionName());
        Assert.Equal(Matrix(2, 1, 3, 4).AsTensor(), TensorColumn.TryOpen(batch.Schema.Fields[1], batch.Columns[1])![1]);
        Assert.Equal(ArrowExtensions.Json, batch.Schema.Fields[2].ExtensionName());
        Assert.Equal("[2,1]", ((BinaryArray)batch.Columns[2]).GetString(1));
    }

    [Fact]
    public async Task Arrow_file_without_rows_has_its_schema()
    {
        var file = ArrowFileReader.Open(await Bytes("SELECT runid, lr, cf FROM runs WHERE FALSE", ResultFormat.Arrow));
        Assert.Equal(["runid", "lr", "cf"], file.Schema.Fields.Select(field => field.Name));
    }

    [Fact]
    public async Task Columns_tell_element_type_and_shape_of_arrays()
    {
        var result = await _store.QueryAsync("SELECT cf, shape(cf) AS s FROM runs WHERE runid = 'alpha'");
        Assert.Equal((ElementType.Int64, "2,2"), (result.Columns[0].ElementType, string.Join(',', result.Columns[0].Shape)));
        Assert.Equal("2", string.Join(',', result.Columns[1].Shape));
    }

    public void Dispose() => _store.Dispose();

    private async Task<string> Text(string query, ResultFormat format) => Encoding.UTF8.GetString(await Bytes(query, format));

    private async Task<byte[]> Bytes(string query, ResultFormat format)
    {
        using var output = new MemoryStream();
        ResultWriter.Write(await _store.QueryAsync(query), format, output);
        return output.ToArray();
    }
}
