using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>Prints a table so that it fits: as rows, or expanded when there are too many columns.</summary>
internal sealed class TablePrinter(Pen pen, TableStyle style)
{
    /// <summary>The least that a text column is narrowed to.</summary>
    private const int NarrowText = 10;

    /// <summary>The least that a column of numbers is narrowed to.</summary>
    private const int NarrowNumber = 9;

    /// <summary>The least for a timestamp: to the second.</summary>
    private const int NarrowTime = 20;

    /// <summary>Prints the table.</summary>
    public void Print(TableData data)
    {
        var shown = data.Rows.Count > style.MaxRows ? data with { Rows = [.. data.Rows.Take(style.MaxRows)] } : data;
        var texts = Texts(shown);
        var layout = Layout(shown, texts);
        var expand = style.Expanded == Expansion.On
            || (style.Expanded == Expansion.Auto && !layout.Fits && shown.Rows.Count <= TableStyle.ExpandableRows);
        if (expand) new RecordPrinter(pen, style.Width).Print(shown);
        else PrintRows(shown, texts, layout);
        PrintOmissions(data, expand ? data.Columns.Length : layout.Widths.Length);
    }

    private List<string[]> Texts(TableData data)
    {
        var limit = style.Width ?? TableStyle.TensorLimit;
        return [.. data.Rows.Select(row => Array.ConvertAll(row.ToArray(), cell => Limited(cell, limit)))];
    }

    private string Limited(in CellValue cell, int limit)
    {
        var text = CellDisplay.Format(cell, limit);
        return cell.Kind == CellKind.Tensor && style.Width is null ? DisplayText.Cut(text, limit) : text;
    }

    private TableLayout Layout(TableData data, List<string[]> texts)
    {
        var values = data.Columns.Select((_, index) => texts.Select(row => DisplayText.Width(row[index])).DefaultIfEmpty(0).Max()).ToImmutableArray();
        var natural = data.Columns.Select((column, index) => Math.Max(values[index], HeadingWidth(column))).ToImmutableArray();
        var minimum = data.Columns.Select((column, index) => Math.Min(natural[index], Minimum(column, Digits(data, texts, index)))).ToImmutableArray();
        return TableLayout.Compute(natural, minimum, style.Width);
    }

    private static int HeadingWidth(TableColumn column) => DisplayText.Width(DisplayText.Visible(column.Name));

    /// <summary>The width of a column's longest integer: integers are never cut.</summary>
    private static int Digits(TableData data, List<string[]> texts, int column) => texts
        .Where((_, row) => data.Rows[row].Span[column].Kind == CellKind.Int64).Select(row => row[column].Length).DefaultIfEmpty(0).Max();

    private static int Minimum(TableColumn column, int digits) => column.Kind switch
    {
        CellKind.Int64 => Math.Max(digits, NarrowText),
        CellKind.Float64 => NarrowNumber,
        CellKind.Timestamp => NarrowTime,
        _ => NarrowText,
    };

    private void PrintRows(TableData data, List<string[]> texts, TableLayout layout)
    {
        PrintHeading(data, layout);
        for (var row = 0; row < texts.Count; row++)
        {
            for (var column = 0; column < layout.Widths.Length; column++)
                PrintCell(data.Rows[row].Span[column], data.Columns[column], texts[row][column], layout, column);
            pen.Line();
        }
    }

    private void PrintHeading(TableData data, TableLayout layout)
    {
        for (var column = 0; column < layout.Widths.Length; column++)
        {
            var name = DisplayText.Cut(DisplayText.Visible(data.Columns[column].Name), layout.Widths[column]);
            var padded = DisplayText.Pad(name, layout.Widths[column], CellDisplay.IsRightAligned(data.Columns[column].Kind));
            PrintPadded(padded, Ink.Bold, column, layout);
        }

        pen.Line();
        for (var column = 0; column < layout.Widths.Length; column++)
            pen.Write(column == 0 ? "" : "┼", Ink.Dim).Write(new string('─', layout.Widths[column] + 2), Ink.Dim);
        pen.Line();
    }

    private void PrintCell(in CellValue cell, TableColumn column, string text, TableLayout layout, int index)
    {
        var fitted = FittedCell.Fit(text, cell.Kind, layout.Widths[index]);
        var padded = DisplayText.Pad(fitted, layout.Widths[index], CellDisplay.IsRightAligned(column.Kind));
        PrintPadded(padded, cell.IsNull ? Ink.Dim : Ink.Plain, index, layout);
    }

    private void PrintPadded(string text, Ink ink, int column, TableLayout layout)
    {
        if (column > 0) pen.Write("│", Ink.Dim);
        var last = column == layout.Widths.Length - 1;
        pen.Write(" ").Write(last ? text.TrimEnd() : text, ink);
        if (!last) pen.Write(" ");
    }

    private void PrintOmissions(TableData data, int columnsShown)
    {
        if (data.Columns.Length > columnsShown)
        {
            var hidden = string.Join(", ", data.Columns[columnsShown..].Select(column => column.Name));
            pen.Line($"({Count.Of(data.Columns.Length - columnsShown, "column")} did not fit: {DisplayText.Visible(hidden)})", Ink.Dim);
        }

        if (data.Rows.Count > style.MaxRows)
            pen.Line(string.Create(CultureInfo.InvariantCulture, $"(the first {style.MaxRows:N0} of {data.Rows.Count:N0} rows)"), Ink.Dim);
    }
}
