using System.Diagnostics;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Replaying;

namespace FlorDb.Cli.Prompt;

/// <summary>The loop of the prompt: reads text, cuts it into statements, answers each.</summary>
/// <param name="source">Where the text comes from.</param>
/// <param name="runner">Answers statements.</param>
/// <param name="columns">Prints the columns for <c>\d</c>.</param>
/// <param name="terminal">The surroundings.</param>
/// <param name="history">Keeps what was typed; null in a script.</param>
internal sealed class PromptSession(IStatementSource source, QueryRunner runner, ColumnReport columns, Terminal terminal, InputHistory? history)
{
    private const int RowsShown = 500;
    private Expansion _expansion = Expansion.Auto;
    private string _pending = "";
    private bool _leaving;

    /// <summary>In a script the first mistake ends the loop; a person goes on.</summary>
    private bool IsScript => history is null;

    /// <summary>Runs until the input ends, or it is told to leave.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        while (!_leaving)
        {
            var typed = await source.ReadAsync(_pending.Length > 0, cancellation).ConfigureAwait(false);
            if (typed.Kind == TypedKind.End) return await EndAsync(cancellation).ConfigureAwait(false);
            if (typed.Kind == TypedKind.Dropped)
            {
                _pending = "";
                continue;
            }

            var code = await TakeAsync(_pending + typed.Text, cancellation).ConfigureAwait(false);
            if (IsScript && code != ExitCode.Fine) return code;
        }

        return ExitCode.Fine;
    }

    private async Task<int> TakeAsync(string text, CancellationToken cancellation)
    {
        _pending = "";
        foreach (var piece in StatementSplitter.Split(text))
        {
            if (_leaving) break;
            if (piece.End == StatementEnd.Unfinished && MetaCommand.Parse(piece) is null)
            {
                _pending = piece.IsBlank ? "" : piece.Text;
                continue;
            }

            var code = await CarryOutAsync(piece, cancellation).ConfigureAwait(false);
            if (IsScript && code != ExitCode.Fine) return code;
        }

        return ExitCode.Fine;
    }

    /// <summary>At the end of a script, what was not ended by a semicolon is a statement as well.</summary>
    private async Task<int> EndAsync(CancellationToken cancellation)
    {
        if (!IsScript || _pending.Length == 0) return ExitCode.Fine;
        return await CarryOutAsync(new StatementPiece(_pending, StatementEnd.Unfinished, false), cancellation).ConfigureAwait(false);
    }

    private async Task<int> CarryOutAsync(StatementPiece piece, CancellationToken cancellation)
    {
        if (piece.IsBlank) return ExitCode.Fine;
        var text = piece.Text.Trim();
        history?.Add(text);
        using var interruption = new Interruption(terminal, cancellation);
        try
        {
            if (MetaCommand.Parse(piece) is { } command) await CarryOutAsync(command, interruption.Token).ConfigureAwait(false);
            else await AnswerAsync(text, interruption.Token).ConfigureAwait(false);
            return ExitCode.Fine;
        }
        catch (Exception failure)
        {
            return Failures.Show(failure, terminal, text);
        }
    }

    private async Task AnswerAsync(string text, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var result = await runner.RunAsync(text, cancellation).ConfigureAwait(false);
        runner.TellBefore(result);
        AnswerPrinter.Print(result, terminal.OutputPen(), new TableStyle(terminal.OutputWidth, _expansion, IsScript ? int.MaxValue : RowsShown));
        terminal.ErrorPen().Line(AnswerPrinter.Footer(result, clock.Elapsed), Ink.Dim).Flush();
        runner.TellAfter(result);
    }

    private async Task CarryOutAsync(MetaCommand command, CancellationToken cancellation)
    {
        switch (command.Kind)
        {
            case MetaKind.Leave:
                _leaving = true;
                break;
            case MetaKind.Help:
                PromptHelp.Print(terminal.OutputPen());
                break;
            case MetaKind.Describe:
                await columns.PrintAsync(command.Argument, cancellation).ConfigureAwait(false);
                break;
            case MetaKind.Expand:
                Expand(command.Argument);
                break;
            default:
                throw new CommandException($@"there is no command {command.Argument}. The commands are listed by \?");
        }
    }

    private void Expand(string argument)
    {
        _expansion = argument.ToUpperInvariant() switch
        {
            "ON" => Expansion.On,
            "OFF" => Expansion.Off,
            "AUTO" => Expansion.Auto,
            "" => _expansion == Expansion.On ? Expansion.Auto : Expansion.On,
            _ => throw new CommandException($@"\x takes on, off or auto, not {argument}."),
        };
        terminal.ErrorPen().Line($"Rows as blocks of lines: {_expansion.ToString().ToLowerInvariant()}.", Ink.Dim).Flush();
    }
}
