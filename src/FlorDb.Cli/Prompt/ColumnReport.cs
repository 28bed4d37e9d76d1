using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Reports;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Prompt;

/// <summary>What <c>\d</c> prints, and what completion offers: the columns of <c>runs</c>.</summary>
internal sealed class ColumnReport(FlorStore store, IHindsight? hindsight, Terminal terminal)
{
    /// <summary>Prints the columns whose name contains a text.</summary>
    public void Print(string part, CancellationToken cancellation)
    {
        var entries = ColumnListing.Read(store, hindsight, string.Equals(part, "runs", StringComparison.OrdinalIgnoreCase) ? "" : part, cancellation);
        if (entries.IsEmpty) throw new CommandException($@"no column's name contains {part}. All columns are listed by \d");
        var pen = terminal.OutputPen();
        new TablePrinter(pen, new TableStyle(terminal.OutputWidth, Expansion.Off)).Print(ColumnListing.ToTable(entries));
        pen.Flush();
    }

    /// <summary>The names of the recorded columns as they are written in a statement; none if the store can't be read now.</summary>
    public IReadOnlyList<string> WrittenNames()
    {
        try
        {
            return [.. ColumnListing.Read(store, null, "", CancellationToken.None).Select(entry => Written(entry.Name)).Distinct(StringComparer.Ordinal)];
        }
        catch (StoreException)
        {
            return [];
        }
    }

    private static string Written(string name)
    {
        var plain = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(character => char.IsLetterOrDigit(character) || character == '_');
        return plain ? name : $"\"{name.Replace("\"", "\"\"")}\"";
    }
}
