using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Torch.Replaying;

/// <summary>The rows that one run has for one loop path, by the indices of their iterations: its own, and those of verified replays.</summary>
internal sealed class RecordedTable
{
    private readonly Dictionary<(string Iteration, int Occurrence), RowAddress> _rows = [];
    private readonly Dictionary<(string Iteration, int Occurrence), List<RowAddress>> _overlays = [];
    private readonly Dictionary<string, long> _lastIndices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;
    private readonly int _depth;

    public RecordedTable(LoopTable? table, LoopPath path, RunKey run, IReadOnlySet<ReplayKey> verified)
    {
        _depth = path.Depth;
        _names = table?.Names.Select(name => name.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        if (table is null) return;
        foreach (var batch in table.Read(_names, new HashSet<RunKey> { run }))
            for (int row = 0; row < batch.RowCount; row++)
                if (batch.Run(row) == run) Add(new RowAddress(batch, row), verified);
    }

    /// <summary>Finds a cell.</summary>
    public CellOrigin Find(ImmutableArray<long> indices, int occurrence, string name, out CellValue value)
    {
        value = default;
        if (!_names.Contains(name)) return CellOrigin.Missing;
        var key = (Key(indices), occurrence);
        if (_rows.TryGetValue(key, out var row) && row.Batch.TryGetCell(name, row.Row, out value)) return CellOrigin.Recorded;
        return _overlays.TryGetValue(key, out var overlays) && overlays.Exists(overlay => overlay.Batch.TryGetCell(name, overlay.Row, out _))
            ? CellOrigin.Overlaid
            : CellOrigin.Missing;
    }

    /// <summary>Finds an iteration; null if the record does not have it.</summary>
    public RecordedIteration? FindIteration(ImmutableArray<long> indices) =>
        _rows.TryGetValue((Key(indices), 0), out var row)
            ? new RecordedIteration(row.Batch.LoopValue(_depth - 1, row.Row), row.Batch.Seconds(row.Row) is not null)
            : null;

    /// <summary>The index of the last iteration in a parent iteration; -1 if there is none.</summary>
    public long LastIndex(ImmutableArray<long> parent) => _lastIndices.GetValueOrDefault(Key(parent), -1);

    private void Add(RowAddress address, IReadOnlySet<ReplayKey> verified)
    {
        var (batch, row) = address;
        var indices = Enumerable.Range(0, _depth).Select(depth => batch.Index(depth, row)).ToImmutableArray();
        var key = (Key(indices), batch.Occurrence(row));
        if (batch.Replay(row) is { } replay)
        {
            if (!verified.Contains(replay)) return;
            if (!_overlays.TryGetValue(key, out var overlays)) _overlays.Add(key, overlays = []);
            overlays.Add(address);
            return;
        }

        _rows[key] = address;
        if (_depth == 0) return;
        string parent = Key(indices[..^1]);
        _lastIndices[parent] = Math.Max(indices[^1], _lastIndices.GetValueOrDefault(parent, -1));
    }

    private static string Key(ImmutableArray<long> indices) => string.Join('/', indices.Select(index => index.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A row of a batch.</summary>
    private readonly record struct RowAddress(LoopBatch Batch, int Row);
}
