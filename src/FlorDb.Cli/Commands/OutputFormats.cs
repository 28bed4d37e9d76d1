using System.CommandLine;
using System.Text;
using FlorDb.Cli.Rendering;
using FlorDb.Query;
using FlorDb.Query.Formats;

namespace FlorDb.Cli.Commands;

/// <summary>The formats that commands write.</summary>
internal static class OutputFormats
{
    private static readonly string[] Known = ["table", "json", "csv", "arrow"];

    /// <summary>Makes the option <c>--format</c>.</summary>
    /// <param name="standard">The format that is taken without it.</param>
    /// <param name="allowed">The formats; all when empty.</param>
    public static Option<string?> Option(string standard, params string[] allowed)
    {
        var names = allowed.Length == 0 ? Known : allowed;
        var option = new Option<string?>("--format", "-f")
        {
            Description = $"{string.Join(", ", names[..^1])} or {names[^1]}; {standard} if nothing else is said.",
            HelpName = string.Join('|', names),
        };
        return option.AcceptOnlyFromAmong(names);
    }

    /// <summary>The format that other programs read; null for a table.</summary>
    public static ResultFormat? Of(string name) => name switch
    {
        "json" => ResultFormat.Json,
        "csv" => ResultFormat.Csv,
        "arrow" => ResultFormat.Arrow,
        _ => null,
    };

    /// <summary>The format that a file's ending tells; null if it tells none.</summary>
    public static string? FromEnding(string? path) => Path.GetExtension(path)?.ToUpperInvariant() switch
    {
        ".JSON" => "json",
        ".CSV" => "csv",
        ".ARROW" or ".FEATHER" or ".IPC" => "arrow",
        _ => null,
    };

    /// <summary>Writes a result to a file's stream.</summary>
    public static async Task WriteAsync(QueryResult result, string format, Stream stream)
    {
        if (Of(format) is { } known)
        {
            ResultWriter.Write(result, known, stream);
            return;
        }

        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        AnswerPrinter.Print(result, new Pen(writer, ansi: false), new TableStyle(null));
    }
}
