using FlorDb.Cli.Rendering;
using FlorDb.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Cli.Tests.Rendering;

public sealed class TablePrinterTests
{
    private static readonly TableData Runs = new(
        [TableColumn.Text("runid"), TableColumn.Whole("epoch"), new TableColumn("accuracy", CellKind.Float64), TableColumn.Text("note")],
        [
            new[] { CellValue.Of("firstRun"), CellValue.Of(0), CellValue.Of(0.9638888888888889), CellValue.Null },
            new[] { CellValue.Of("smallerModel"), CellValue.Of(12), CellValue.Of(0.5), CellValue.Of("a rather long remark") },
        ]);

    [Fact]
    public void A_table_without_a_limit_shows_everything() => AssertPrinted(null, """
         runid        │ epoch │           accuracy │ note
        ──────────────┼───────┼────────────────────┼──────────────────────
         firstRun     │     0 │ 0.9638888888888889 │ NULL
         smallerModel │    12 │                0.5 │ a rather long remark
        """);

    [Fact]
    public void A_narrow_table_is_cut_where_it_is_widest() => AssertPrinted(50, """
         runid       │ epoch │    accuracy │ note
        ─────────────┼───────┼─────────────┼──────────────
         firstRun    │     0 │ 0.96388888… │ NULL
         smallerMod… │    12 │         0.5 │ a rather lo…
        """);

    [Fact]
    public void A_table_with_no_room_is_shown_row_by_row() => AssertPrinted(29, """
        ── row 1 ────────────────────
         runid    │ firstRun
         epoch    │ 0
         accuracy │ 0.96388888888888…
         note     │ NULL
        ── row 2 ────────────────────
         runid    │ smallerModel
         epoch    │ 12
         accuracy │ 0.5
         note     │ a rather long re…
        """);

    [Fact]
    public void Columns_that_do_not_fit_are_named_when_rows_must_stay_rows() => AssertPrinted(30, """
         runid        │ epoch
        ──────────────┼───────
         firstRun     │     0
         smallerModel │    12
        (2 columns did not fit: accuracy, note)
        """, Expansion.Off);

    [Fact]
    public void A_small_matrix_is_a_grid_when_shown_row_by_row()
    {
        var matrix = new TensorValue(ElementType.UInt8, [2, 2], new byte[] { 98, 0, 1, 97 });
        AssertPrinted(60, """
            ── row 1 ───────────────────────────────────────────────────
             epoch     │ 3
             cf_matrix │ 98  0
                       │  1 97
            """, Expansion.On, new TableData(
            [TableColumn.Whole("epoch"), new TableColumn("cf_matrix", CellKind.Tensor)], [new[] { CellValue.Of(3), CellValue.Of(matrix) }]));
    }

    [Fact]
    public void Rows_beyond_the_limit_are_counted()
    {
        var data = new TableData([TableColumn.Whole("n")], [.. Enumerable.Range(0, 1_500).Select(number => new[] { CellValue.Of(number) })]);
        Assert.EndsWith("\n 1\n(the first 2 of 1,500 rows)\n", Print(data, new TableStyle(80, MaxRows: 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_is_for_terminals_only()
    {
        using var writer = new StringWriter();
        var pen = new Pen(writer, ansi: true);
        new TablePrinter(pen, new TableStyle(80)).Print(new TableData([TableColumn.Text("n")], [new[] { CellValue.Null }]));
        pen.Flush();
        Assert.Contains("\e[2mNULL\e[0m", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\e", Print(Runs, new TableStyle(80)), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Tables().ToArbitrary(), Gen.Choose(24, 120).ToArbitrary(), (table, width) =>
            Print(table, new TableStyle(width)).Split('\n').Where(line => !line.StartsWith('(')).All(line => DisplayText.Width(line) <= width)));

    private static Gen<TableData> Tables()
    {
        var cells = Gen.OneOf(
            Gen.Constant(CellValue.Null),
            Gen.Choose(-1_000_000, 1_000_000).Select(number => CellValue.Of(number)),
            Gen.Elements(0.1, 1e-9, 0.9638888888888889, double.NaN, 1e300).Select(number => CellValue.Of(number)),
            Gen.Elements("", "word", "日本語のテキスト", "two\nlines", new string('x', 200)).Select(text => CellValue.Of(text)));
        return from columns in Gen.Choose(1, 12)
               from rows in Gen.Choose(0, 30)
               from values in cells.ArrayOf(columns * rows)
               select new TableData(
                   [.. Enumerable.Range(0, columns).Select(number => new TableColumn("column" + number, (CellKind)(2 + (number % 3))))],
                   [.. values.Chunk(columns).Select(row => row)]);
    }

    private static void AssertPrinted(int? width, string expected, Expansion expansion = Expansion.Auto, TableData? data = null) =>
        Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", Print(data ?? Runs, new TableStyle(width, expansion)));

    private static string Print(TableData data, TableStyle style)
    {
        using var writer = new StringWriter();
        var pen = new Pen(writer, ansi: false);
        new TablePrinter(pen, style).Print(data);
        pen.Flush();
        return writer.ToString();
    }
}
