using System.Globalization;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Segments;

/// <summary>The catalog knows rows by their order, so regrouping must keep it, whichever batches pass as they are and whichever are copied.</summary>
public class BatchAssemblerTests
{
    private static readonly Schema Numbers = new([new Field("number", ArrowType.Int64), new Field("isEven", ArrowType.Boolean), new Field("text", ArrowType.Utf8)]);

    [Fact]
    public void Large_batch_behind_a_small_one_stays_behind_it() => Check([(10, 0, 10), (40_000, 0, 40_000), (7, 0, 7)]);

    [Fact]
    public void Rows_keep_their_order_and_values_however_they_are_regrouped()
    {
        foreach (int seed in Enumerable.Range(TestScale.Seed, TestScale.Of(20, 60, 1000)))
        {
            var random = new Random(seed);
            Check([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Piece(random))]);
        }
    }

    private static (int Rows, int Start, int Count) Piece(Random random)
    {
        int rows = random.Next(3) == 0 ? random.Next(1, 200_000) : random.Next(1, 2_000);
        int start = random.Next(rows);
        return (rows, start, random.Next(1, rows - start + 1));
    }

    private static void Check((int Rows, int Start, int Count)[] pieces)
    {
        var assembler = new BatchAssembler(Numbers);
        var (expected, found) = (new List<long>(), new List<long>());
        long first = 0;
        foreach (var (rows, start, count) in pieces)
        {
            expected.AddRange(Enumerable.Range(0, count).Select(row => first + start + row));
            foreach (var batch in assembler.Add(Batch(first, rows), start, count)) Read(batch, found);
            first += rows;
        }

        if (assembler.Take() is { } rest) Read(rest, found);
        Assert.True(expected.SequenceEqual(found), $"rows are lost or out of order: {string.Join(", ", pieces)}");
    }

    private static RecordBatch Batch(long first, int rows)
    {
        var numbers = new PrimitiveBuilder<long>(ArrowType.Int64);
        var (even, texts) = (new BooleanBuilder(), new BinaryBuilder(ArrowType.Utf8));
        for (long number = first; number < first + rows; number++)
        {
            if (number % 5 == 0) numbers.AppendNull();
            else numbers.Append(number);
            even.Append(number % 2 == 0);
            texts.Append($"{number}");
        }

        return new RecordBatch(Numbers, [numbers.Build(), even.Build(), texts.Build()], rows);
    }

    /// <summary>Takes the numbers from the texts, and compares the other columns with them.</summary>
    private static void Read(RecordBatch batch, List<long> found)
    {
        var (numbers, even, texts) = ((PrimitiveArray<long>)batch.Columns[0], (BooleanArray)batch.Columns[1], (BinaryArray)batch.Columns[2]);
        for (int row = 0; row < batch.RowCount; row++)
        {
            long number = long.Parse(texts.GetString(row)!, CultureInfo.InvariantCulture);
            Assert.Equal(number % 5 == 0, numbers.IsNull(row));
            if (number % 5 != 0) Assert.Equal(number, numbers[row]);
            Assert.Equal(number % 2 == 0, even[row]);
            found.Add(number);
        }
    }
}
