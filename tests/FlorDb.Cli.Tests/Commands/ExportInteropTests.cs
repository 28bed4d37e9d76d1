using FlorDb.Cli.Tests.Support;
using FlorDb.Storage.Tests.Arrow;

namespace FlorDb.Cli.Tests.Commands;

/// <summary>What a user exports opens without FlorDB.</summary>
public sealed class ExportInteropTests : IDisposable
{
    private const string Query =
        "SELECT runid, tstamp, epoch, hidden, accuracy, cf_matrix, note FROM runs WHERE epoch IS NOT NULL AND runid = 'firstRun' ORDER BY epoch";

    // Timestamps in microseconds since 1970, floating-point numbers by their bits.
    private static readonly string[] Rows =
    [
        "\"firstRun\" | 1795250941000000 | 0 | 500 | 3fe8000000000000 | null | \"it's fine\"",
        "\"firstRun\" | 1795250941000000 | 1 | 500 | 3fec000000000000 | [[98, 0], [1, 97]] | \"it's fine\"",
    ];

    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("arrow")]
    [InlineData("polars")]
    public async Task Query_result_opens_with_its_values_and_types(string reader)
    {
        Assert.Equal(0, await _store.Terminal().RunAsync("query", Query, "-o", "result.arrow"));

        var result = Node.Run("read.mjs", reader, _store.File("result.arrow"))[0];

        Assert.Equal(string.Join('\n', Fields(reader)), string.Join('\n', Node.Texts(result, "fields")));
        Assert.Equal(string.Join('\n', Rows), string.Join('\n', Node.Texts(result, "rows")));
    }

    private static string[] Fields(string reader) => reader == "polars"
        ? ["runid: String", "tstamp: Datetime(us,UTC)", "epoch: Int64", "hidden: Int64", "accuracy: Float64", "cf_matrix: FixedSizeList(DataType(FixedSizeList(Int64,2)),2)", "note: String"]
        : [
            "runid: utf8", "tstamp: timestamp(us, UTC)", "epoch: int64", "hidden: int64", "accuracy: float64",
            "cf_matrix: fixed_size_list<fixed_size_list<int64>(2)>(2) [flordb.extension:name=arrow.fixed_shape_tensor; flordb.extension:metadata={\"shape\":[2,2]}]",
            "note: utf8",
        ];
}
