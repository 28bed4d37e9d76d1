using System.Globalization;
using Spectre.Console;

namespace FlorDb.Bench.Reporting;

/// <summary>Results as a table, for people.</summary>
internal static class FigureTable
{
    public static void Print(IAnsiConsole console, IEnumerable<Figure> figures)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string column in (string[])["what", "here", "unit", "peer", "peer's", "times as good", "goal", "met"]) table.AddColumn(column);
        foreach (int number in (int[])[1, 4, 5]) table.Columns[number].RightAligned();
        foreach (var figure in figures) table.AddRow(Row(figure).Select(Markup.Escape).ToArray());
        console.Write(table);
    }

    private static IEnumerable<string> Row(Figure figure) =>
    [
        figure.Name, Number(figure.Value), figure.Unit.Symbol, figure.Peer ?? "", Number(figure.PeerValue), Number(figure.Ratio),
        figure.Goal?.Describe(figure.Unit) ?? "", figure.Met switch { true => "yes", false => "no", null => "" },
    ];

    /// <summary>Three significant digits or more; all of a large number's.</summary>
    private static string Number(double? value) => value is not { } number ? "" : Math.Abs(number) switch
    {
        0 => "0",
        >= 100 => number.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.01 => number.ToString("0.00", CultureInfo.InvariantCulture),
        _ => number.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
