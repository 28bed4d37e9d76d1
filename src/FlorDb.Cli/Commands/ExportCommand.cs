using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Reports;
using FlorDb.Query;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor export -o DIR</c>: writes all of <c>runs</c>, one file for each grain.</summary>
internal sealed class ExportCommand : StoreCommand
{
    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Labels, or first characters of keys; all runs if none is given.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _format = OutputFormats.Option("arrow", "arrow", "csv", "json");
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder that the files go to; it is made if it is not there.",
        HelpName = "DIR",
        Required = true,
    };

    /// <summary>Makes the command.</summary>
    public ExportCommand(Terminal terminal, Option<string?> store)
        : base(
            "export",
            "Write all that was recorded to files: runs.arrow with a row per run, and one file per loop with a row per iteration. "
            + "For the answer to one query use: flor query \"...\" -o FILE",
            terminal, store)
    {
        Arguments.Add(_runs);
        Options.Add(_output);
        Options.Add(_format);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        var format = line.GetValue(_format) ?? "arrow";
        var folder = Path.GetFullPath(line.GetRequiredValue(_output), Terminal.Folder);
        var engine = new FlorQlEngine(store);
        var notices = new List<string>();
        foreach (var grain in Grains(store, line.GetValue(_runs) ?? []))
        {
            var result = await engine.QueryAsync(grain.Query, cancellation: cancellation).ConfigureAwait(false);
            var path = Path.Combine(MakeFolder(folder), $"{grain.FileName}.{format}");
            await AtomicFile.WriteAsync(path, stream => OutputFormats.WriteAsync(result, format, stream)).ConfigureAwait(false);
            var size = $"{Count.Of(result.Rows.Count, "row")} of {Count.Of(result.Columns.Length, "column")}";
            Terminal.ErrorPen().Line($"{size} written to {path}").Flush();
            notices.AddRange(result.Notices);
        }

        NoticePrinter.Print(Terminal.ErrorPen(), notices.Distinct(StringComparer.Ordinal));

        return ExitCode.Fine;
    }

    private static List<ExportGrain> Grains(FlorStore store, string[] texts)
    {
        using var snapshot = store.TakeSnapshot();
        var chosen = texts.Length == 0 ? default : new RunSelector(snapshot.RunGroups).Several(texts);
        return ExportGrain.Of(snapshot, chosen);
    }

    private static string MakeFolder(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"can't make the folder {folder}: {failure.Message}", ExitCode.Failed);
        }
    }
}
