using System.Globalization;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Which columns of a loop segment are read for some names, and where they stand among those that are read.</summary>
internal sealed class SegmentColumns
{
    private readonly List<int> _positions = [];
    private readonly Dictionary<string, List<int>> _cells = [];

    public SegmentColumns(Schema schema, int depth, IReadOnlyCollection<string> names)
    {
        Index = new int[depth];
        Values = [.. Enumerable.Range(0, depth).Select(_ => new List<int>())];
        foreach (string name in names) _cells[name] = [];
        // Cells go before arguments: a name that is both shows what was logged.
        for (int i = 0; i < schema.Fields.Length; i++)
            if (RoleOf(schema.Fields[i]) != ColumnRole.Argument) Take(schema.Fields[i], i);
        for (int i = 0; i < schema.Fields.Length; i++)
            if (RoleOf(schema.Fields[i]) == ColumnRole.Argument) Take(schema.Fields[i], i);
    }

    /// <summary>The positions in the file of the columns that are read.</summary>
    public IReadOnlyList<int> Positions => _positions;

    public int Occurrence { get; private set; }

    public int Started { get; private set; }

    public int Seconds { get; private set; }

    /// <summary>For each loop the column of its indices.</summary>
    public int[] Index { get; }

    /// <summary>For each loop the columns of its values.</summary>
    public IReadOnlyList<List<int>> Values { get; }

    /// <summary>The columns of each name in a batch that was read.</summary>
    public IReadOnlyDictionary<string, ICellColumn[]> Cells(RecordBatch batch) =>
        _cells.ToDictionary(pair => pair.Key, pair => pair.Value.Select(column => ArrowCellColumn.Open(batch, column)).ToArray());

    private static string? RoleOf(Field field) => field.Metadata.Find(ColumnRole.RoleKey);

    private void Take(Field field, int position)
    {
        switch (RoleOf(field))
        {
            case ColumnRole.Run or ColumnRole.Replay or ColumnRole.Property: Add(position); break;
            case ColumnRole.Occurrence: Occurrence = Add(position); break;
            case ColumnRole.Started: Started = Add(position); break;
            case ColumnRole.Seconds: Seconds = Add(position); break;
            case ColumnRole.Index: Index[Depth(field)] = Add(position); break;
            case ColumnRole.Value: Values[Depth(field)].Add(Add(position)); break;
            case ColumnRole.Cell or ColumnRole.Argument:
                if (_cells.TryGetValue(field.Metadata.Find(ColumnRole.NameKey) ?? "", out var columns)) columns.Add(Add(position));
                break;
        }
    }

    private int Depth(Field field) =>
        int.TryParse(field.Metadata.Find(ColumnRole.DepthKey), NumberStyles.None, CultureInfo.InvariantCulture, out int depth) && depth < Index.Length
            ? depth
            : throw new StoreException($"The column \"{field.Name}\" does not say of which loop it is.");

    private int Add(int position)
    {
        _positions.Add(position);
        return _positions.Count - 1;
    }
}
