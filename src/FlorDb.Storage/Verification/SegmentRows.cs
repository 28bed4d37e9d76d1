using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Verification;

/// <summary>The rows of one batch of a loop segment as the batch itself tells of them.</summary>
internal sealed class SegmentRows
{
    private readonly RecordBatch _batch;
    private readonly LoopPath _path;
    private readonly DictionaryArray _run;
    private readonly DictionaryArray _replay;
    private readonly PrimitiveArray<int> _occurrence;
    private readonly PrimitiveArray<long> _started;
    private readonly PrimitiveArray<long>[] _indices;

    public SegmentRows(RecordBatch batch, LoopPath path)
    {
        _batch = batch;
        _path = path;
        _run = Column<DictionaryArray>(ColumnRole.Run);
        _replay = Column<DictionaryArray>(ColumnRole.Replay);
        _occurrence = Column<PrimitiveArray<int>>(ColumnRole.Occurrence);
        _started = Column<PrimitiveArray<long>>(ColumnRole.Started);
        _indices = [.. Enumerable.Range(0, batch.Columns.Length).Where(i => RoleOf(i) == ColumnRole.Index).Select(i => (PrimitiveArray<long>)batch.Columns[i])];
    }

    public long FirstStarted => _batch.RowCount > 0 ? _started[0] : long.MaxValue;

    /// <summary>Whose rows stand one after the other.</summary>
    public IEnumerable<RunRows> Runs
    {
        get
        {
            int start = 0;
            for (int row = 1; row <= _batch.RowCount; row++)
            {
                if (row < _batch.RowCount && _run.GetString(row) == _run.GetString(start) && _replay.GetString(row) == _replay.GetString(start)) continue;
                yield return new RunRows(RunOf(start), ReplayOf(start), row - start);
                start = row;
            }
        }
    }

    public static PageHash Hash(string key) => XxHash3.Hash(Encoding.UTF8.GetBytes(key));

    public IEnumerable<PageHash> Keys()
    {
        for (int row = 0; row < _batch.RowCount; row++)
        {
            string indices = string.Join(',', _indices.Select(index => index[row]));
            yield return Hash($"{_path} {_run.GetString(row)} {_replay.GetString(row)} {indices} {_occurrence[row]}");
        }
    }

    /// <summary>The runs, from the columns of the root path.</summary>
    public IEnumerable<(RunHeader Header, RunState State, double? Seconds, string? Message)> ReadRuns()
    {
        var seconds = Column<PrimitiveArray<double>>(ColumnRole.Seconds);
        for (int row = 0; row < _batch.RowCount; row++)
        {
            if (_replay.GetString(row) is not null || _occurrence[row] != 0) continue;
            var header = new RunHeader
            {
                Key = RunOf(row),
                ProjectId = Text("projid", row),
                RunId = Text("runid", row),
                Timestamp = Instant.FromMicroseconds(((PrimitiveArray<long>)Property("tstamp"))[row]),
                VersionId = Text("vid", row),
                FileName = Text("filename", row),
                Arguments = [.. JsonSerializer.Deserialize<string[]>(Text("$arguments", row))!],
                Environment = JsonSerializer.Deserialize<Dictionary<string, string>>(Text("$environment", row))!.ToImmutableSortedDictionary(StringComparer.Ordinal),
            };
            yield return (header, Enum.Parse<RunState>(Text("$state", row)), seconds.IsNull(row) ? null : seconds[row], TryText("$message", row));
        }
    }

    private RunKey RunOf(int row) => RunKey.Parse(_run.GetString(row) ?? throw new InvalidDataException("A row has no run."));

    private ReplayKey? ReplayOf(int row) => _replay.GetString(row) is { } key ? ReplayKey.Parse(key) : null;

    private string Text(string property, int row) => TryText(property, row) ?? throw new InvalidDataException($"A run has no {property}.");

    private string? TryText(string property, int row) => Property(property) switch
    {
        DictionaryArray texts => texts.GetString(row),
        BinaryArray texts => texts.GetString(row),
        _ => null,
    };

    private ArrowArray Property(string name) => _batch.Columns[Enumerable.Range(0, _batch.Columns.Length)
        .First(i => RoleOf(i) == ColumnRole.Property && _batch.Schema.Fields[i].Name == name)];

    private string? RoleOf(int column) => _batch.Schema.Fields[column].Metadata.Find(ColumnRole.RoleKey);

    private T Column<T>(string role)
        where T : ArrowArray =>
        Enumerable.Range(0, _batch.Columns.Length).Where(i => RoleOf(i) == role).Select(i => _batch.Columns[i] as T).FirstOrDefault()
        ?? throw new InvalidDataException($"The segment has no column for {role}.");
}
