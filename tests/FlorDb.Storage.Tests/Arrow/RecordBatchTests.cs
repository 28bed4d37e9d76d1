using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

public class RecordBatchTests
{
    private static readonly ArrowArray OneNull = ArrayBuilderOf(ArrowType.Int64);

    [Fact]
    public void Column_of_another_type_is_refused()
    {
        var problem = Assert.Throws<ArgumentException>(() => new RecordBatch(new Schema(new Field("x", ArrowType.Float64)), [OneNull], 1));

        Assert.StartsWith("Column \"x\" is int64, but the schema says float64.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Column_of_another_length_is_refused()
    {
        var problem = Assert.Throws<ArgumentException>(() => new RecordBatch(new Schema(new Field("x", ArrowType.Int64)), [OneNull], 2));

        Assert.StartsWith("Column \"x\" has 1 values, but the batch has 2 rows.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_column_is_refused() =>
        Assert.Throws<ArgumentException>(() => new RecordBatch(new Schema(new Field("x", ArrowType.Int64)), [], 0));

    [Fact]
    public void Columns_are_found_by_name()
    {
        var batch = new RecordBatch(new Schema(new Field("x", ArrowType.Int64)), [OneNull], 1);

        Assert.Same(OneNull, batch.Find("x"));
        Assert.Null(batch.Find("y"));
    }

    private static ArrowArray ArrayBuilderOf(ArrowType type)
    {
        var builder = ArrayBuilder.Create(type);
        builder.AppendNull();
        return builder.Build();
    }
}
