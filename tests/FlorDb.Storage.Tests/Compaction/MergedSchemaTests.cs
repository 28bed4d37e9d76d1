using FlorDb.Storage.Arrow;
using FlorDb.Storage.Compaction;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Tests.Compaction;

public class MergedSchemaTests
{
    [Fact]
    public void Columns_are_one_by_what_they_are_for_whatever_they_are_called()
    {
        var (first, second) = (new Schema([Index("$epoch", 0), Cell("loss")]), new Schema([Index("$other", 0), Cell("loss")]));
        var merged = new MergedSchema([(first, 1), (second, 1)]);
        Assert.Equal(["$epoch", "loss"], merged.Schema.Fields.Select(field => field.Name));
        var rows = merged.ConverterFrom(second)(new RecordBatch(second, [Numbers(7), Numbers(8)], 1));
        Assert.Equal([7, 8], rows.Columns.Select(column => (int)((PrimitiveArray<long>)column)[0]));
    }

    [Fact]
    public void Indices_of_other_loops_are_other_columns()
    {
        var schema = new Schema([Index("$fold", 0), Index("$fold:2", 1)]);
        Assert.Equal(["$fold", "$fold:2"], new MergedSchema([(schema, 1), (schema, 1)]).Schema.Fields.Select(field => field.Name));
    }

    [Fact]
    public void Segment_with_a_column_twice_is_damaged()
    {
        var schema = new Schema([Index("$epoch", 0), Index("$epoch:2", 0)]);
        var merged = new MergedSchema([(schema, 1)]);
        Assert.Equal("The column \"$epoch:2\" is there twice.", Assert.Throws<ArrowFormatException>(() => merged.ConverterFrom(schema)).Message);
    }

    private static Field Index(string name, int depth) => new(name, ArrowType.Int64)
    {
        Metadata = KeyValueMetadata.Of((ColumnRole.RoleKey, ColumnRole.Index), (ColumnRole.NameKey, name), (ColumnRole.DepthKey, $"{depth}")),
    };

    private static Field Cell(string name) => new(name, ArrowType.Int64)
    {
        Metadata = KeyValueMetadata.Of((ColumnRole.RoleKey, ColumnRole.Cell), (ColumnRole.NameKey, name), (ColumnRole.KindKey, nameof(CellKind.Int64))),
    };

    private static ArrowArray Numbers(long number)
    {
        var numbers = new PrimitiveBuilder<long>(ArrowType.Int64);
        numbers.Append(number);
        return numbers.Build();
    }
}
