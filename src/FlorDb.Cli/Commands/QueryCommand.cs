using System.CommandLine;
using System.Diagnostics;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Replaying;
using FlorDb.Query;
using FlorDb.Query.Formats;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor query "SELECT ..."</c>: answers one statement.</summary>
internal sealed class QueryCommand : StoreCommand
{
    private readonly Argument<string> _text = new("FLORQL") { Description = "The statement; - reads it from standard input." };
    private readonly Option<string?> _format = OutputFormats.Option("table");
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write to a file, which appears when it is whole. Its ending (.json, .csv, .arrow) tells the format unless --format does.",
        HelpName = "FILE",
    };

    /// <summary>Makes the command.</summary>
    public QueryCommand(Terminal terminal, Option<string?> store)
        : base("query", "Answer one FlorQL statement: rows on standard output, everything else on standard error.", terminal, store)
    {
        Arguments.Add(_text);
        Options.Add(_format);
        Options.Add(_output);
    }

    /// <inheritdoc/>
    protected override void Check(ParseResult line)
    {
        if (Format(line) == "arrow" && line.GetValue(_output) is null && Terminal.OutputIsTerminal)
            throw new CommandException("an Arrow file is not for a terminal to show. Write it to a file with -o FILE, or pipe it to a program.");
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        var text = line.GetRequiredValue(_text);
        if (text == "-") text = await Terminal.Input.ReadToEndAsync(cancellation).ConfigureAwait(false);
        try
        {
            await AnswerAsync(text, line, store, cancellation).ConfigureAwait(false);
            return ExitCode.Fine;
        }
        catch (FlorQlException wrong)
        {
            return Failures.Show(wrong, Terminal, text);
        }
    }

    private async Task AnswerAsync(string text, ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var hindsight = new RepositoryHindsight(store, Terminal);
        var runner = new QueryRunner(new FlorQlEngine(store, hindsight), Terminal, asks: false);
        var result = await runner.RunAsync(text, cancellation).ConfigureAwait(false);
        runner.TellBefore(result);
        var path = line.GetValue(_output) is { } output ? Path.GetFullPath(output, Terminal.Folder) : null;
        if (path is null) Write(result, Format(line), clock.Elapsed);
        else await SaveAsync(result, Format(line), path).ConfigureAwait(false);
        runner.TellAfter(result);
    }

    private void Write(QueryResult result, string format, TimeSpan elapsed)
    {
        if (OutputFormats.Of(format) is { } known)
        {
            using var stream = Terminal.OpenOutput();
            ResultWriter.Write(result, known, stream);
            return;
        }

        AnswerPrinter.Print(result, Terminal.OutputPen(), new TableStyle(Terminal.OutputWidth));
        Terminal.ErrorPen().Line(AnswerPrinter.Footer(result, elapsed), Ink.Dim).Flush();
    }

    private async Task SaveAsync(QueryResult result, string format, string path)
    {
        await AtomicFile.WriteAsync(path, stream => OutputFormats.WriteAsync(result, format, stream)).ConfigureAwait(false);
        Terminal.ErrorPen().Line($"{Count.Of(result.Rows.Count, "row")} written to {path}", Ink.Dim).Flush();
    }

    private string Format(ParseResult line) => line.GetValue(_format) ?? OutputFormats.FromEnding(line.GetValue(_output)) ?? "table";
}
