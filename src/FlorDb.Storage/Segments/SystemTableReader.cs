using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Reads the columns of a system table by name.</summary>
internal sealed class SystemTableReader(RecordBatch batch)
{
    private readonly Dictionary<string, ArrowArray> _columns = [];

    public string Text(string name, int row) => Column<DictionaryArray>(name).GetString(row) ?? throw Missing(name, row);

    public bool Has(string name) => batch.Find(name) is not null;

    public bool IsNull(string name, int row) => Column<ArrowArray>(name).IsNull(row);

    public string? OptionalText(string name, int row) => Column<DictionaryArray>(name).GetString(row);

    public double? OptionalFloat64(string name, int row) => Column<PrimitiveArray<double>>(name) is var numbers && numbers.IsNull(row) ? null : numbers[row];

    public long Int64(string name, int row) => Column<PrimitiveArray<long>>(name)[row];

    public double Float64(string name, int row) => Column<PrimitiveArray<double>>(name)[row];

    public bool Boolean(string name, int row) => Column<BooleanArray>(name)[row];

    public string[] Texts(string name, int row)
    {
        var lists = Column<ListArray>(name);
        var (start, count) = lists[row];
        var items = lists.Items as BinaryArray ?? throw Missing(name, row);
        var texts = new string[count];
        for (int i = 0; i < count; i++) texts[i] = items.GetString(start + i) ?? throw Missing(name, row);
        return texts;
    }

    public long[] Integers(string name, int row)
    {
        var lists = Column<ListArray>(name);
        var (start, count) = lists[row];
        return lists.Items is PrimitiveArray<long> items ? items.Values.Slice(start, count).ToArray() : throw Missing(name, row);
    }

    private T Column<T>(string name)
        where T : ArrowArray
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            column = batch.Find(name) ?? throw new ArrowFormatException($"The column \"{name}\" is missing.");
            _columns.Add(name, column);
        }

        return column as T ?? throw new ArrowFormatException($"The column \"{name}\" is {column.Type}, which it should not be.");
    }

    private static ArrowFormatException Missing(string name, int row) => new($"The column \"{name}\" has no value in row {row}.");
}
