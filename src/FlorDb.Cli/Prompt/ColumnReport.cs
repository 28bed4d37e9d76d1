using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Query;
using FlorDb.Storage;

namespace FlorDb.Cli.Prompt;

/// <summary>What <c>\d</c> prints, and what completion offers: tables and columns.</summary>
/// <param name="engine">Knows the columns, also those that only the newest source logs.</param>
/// <param name="recorded">Knows the recorded columns, and is quick.</param>
/// <param name="terminal">The surroundings.</param>
internal sealed class ColumnReport(FlorQlEngine engine, FlorQlEngine recorded, Terminal terminal)
{
    private const string AllColumns = "SHOW COLUMNS";

    /// <summary>Prints the tables and the columns of <c>runs</c>; with a name the columns of that table, or those that contain it.</summary>
    public async Task PrintAsync(string name, CancellationToken cancellation)
    {
        var tables = await engine.QueryAsync("SHOW TABLES", cancellation: cancellation).ConfigureAwait(false);
        if (tables.Rows.Any(row => string.Equals(row.Span[0].AsString(), name, StringComparison.OrdinalIgnoreCase)))
        {
            Print(TableData.Of(await engine.QueryAsync($"{AllColumns} FROM {name}", cancellation: cancellation).ConfigureAwait(false)));
            return;
        }

        var columns = TableData.Of(await engine.QueryAsync(AllColumns, cancellation: cancellation).ConfigureAwait(false));
        var chosen = columns with { Rows = [.. columns.Rows.Where(row => row.Span[0].AsString().Contains(name, StringComparison.OrdinalIgnoreCase))] };
        if (chosen.Rows.Count == 0) throw new CommandException($@"no table is called {name}, and no column's name contains it. All are listed by \d");
        if (name.Length == 0) Print(TableData.Of(tables));
        Print(chosen);
    }

    /// <summary>The names of the recorded columns as they are written in a statement; none if the store can't be read now.</summary>
    public IReadOnlyList<string> WrittenNames()
    {
        try
        {
            // The line editor asks synchronously; the answer comes from a thread of the pool, so that waiting for it can't lock up.
            var columns = recorded.QueryAsync(AllColumns).GetAwaiter().GetResult();
            return [.. columns.Rows.Select(row => Written(row.Span[0].AsString())).Distinct(StringComparer.Ordinal)];
        }
        catch (StoreException)
        {
            return [];
        }
    }

    private void Print(TableData data)
    {
        var pen = terminal.OutputPen();
        new TablePrinter(pen, new TableStyle(terminal.OutputWidth, Expansion.Off)).Print(data);
        pen.Line().Flush();
    }

    private static string Written(string name)
    {
        var plain = name.Length > 0 && !char.IsDigit(name[0]) && name.All(character => char.IsLetterOrDigit(character) || character == '_');
        return plain ? name : $"\"{name.Replace("\"", "\"\"")}\"";
    }
}
