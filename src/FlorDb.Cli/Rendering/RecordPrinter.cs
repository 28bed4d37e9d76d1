using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>Prints each row as a block with one line per column; a small matrix is shown as a grid.</summary>
internal sealed class RecordPrinter(Pen pen, int? width)
{
    private const int RuleWidth = 60;
    private const string Separator = " │ ";

    /// <summary>Prints the rows.</summary>
    public void Print(TableData data)
    {
        var widest = data.Columns.Select(column => DisplayText.Width(DisplayText.Visible(column.Name))).DefaultIfEmpty(0).Max();
        var names = Math.Min(widest, Math.Max(8, (width ?? int.MaxValue) / 2));
        for (var row = 0; row < data.Rows.Count; row++)
        {
            pen.Line(Rule(row + 1), Ink.Dim);
            for (var column = 0; column < data.Columns.Length; column++)
                PrintCell(data.Columns[column].Name, data.Rows[row].Span[column], names);
        }
    }

    private string Rule(int number)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"── row {number} ");
        return title + new string('─', Math.Max(2, Math.Min(RuleWidth, width ?? RuleWidth) - title.Length));
    }

    private void PrintCell(string name, in CellValue cell, int names)
    {
        var room = Math.Max(1, (width ?? int.MaxValue) - names - Separator.Length - 1);
        PrintName(DisplayText.Cut(DisplayText.Visible(name), names), names);
        var grid = cell.Kind == CellKind.Tensor ? TensorText.Grid(cell.AsTensor(), room) : [];
        if (grid.Length == 0)
        {
            var text = CellDisplay.Format(cell, width is null ? TableStyle.TensorLimit : room);
            pen.Line(FittedCell.Fit(text, cell.Kind, room), cell.IsNull ? Ink.Dim : Ink.Plain);
            return;
        }

        pen.Line(grid[0]);
        foreach (var line in grid.Skip(1))
        {
            PrintName("", names);
            pen.Line(line);
        }
    }

    private void PrintName(string name, int names) =>
        pen.Write(" ").Write(DisplayText.Pad(name, names, right: false), Ink.Bold).Write(Separator, Ink.Dim);
}
