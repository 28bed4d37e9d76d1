using FlorDb.Cli.Rendering;
using FlorDb.Query;
using FlorDb.Storage;

namespace FlorDb.Cli.Hosting;

/// <summary>Shows what went wrong and says which exit code it means.</summary>
internal static class Failures
{
    /// <summary>The environment variable that asks for the details of internal errors.</summary>
    public const string TraceVariable = "FLOR_TRACE";

    /// <summary>Shows a failure on standard error.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="terminal">The surroundings.</param>
    /// <param name="query">The query that was being answered; null if it was something else.</param>
    /// <returns>The exit code.</returns>
    public static int Show(Exception failure, Terminal terminal, string? query = null)
    {
        var pen = terminal.ErrorPen();
        switch (failure)
        {
            case FlorQlException wrong:
                ShowMistake(wrong, pen, query ?? "");
                return ExitCode.WrongCommand;
            case CommandException command:
                return Say(pen, command.Message, command.Code);
            case RunInProgressException busy:
                return Say(pen, busy.Message, ExitCode.Failed);
            case StoreException store:
                return Say(pen, store.Message, ExitCode.WrongStore);
            case OperationCanceledException:
                return Say(pen, "interrupted.", ExitCode.Interrupted);
            case IOException or UnauthorizedAccessException:
                return Say(pen, failure.Message, ExitCode.Failed);
            default:
                return ShowInternal(failure, terminal, pen);
        }
    }

    private static int Say(Pen pen, string message, int code)
    {
        pen.Write("flor: ", Ink.Error).Line(message).Flush();
        return code;
    }

    private static void ShowMistake(FlorQlException wrong, Pen pen, string query)
    {
        var place = wrong.Line > 0 ? new SourcePlace(wrong.Line, wrong.Column, SourceMessage.TokenLength(query, wrong.Line, wrong.Column)) : null;
        SourceMessage.Print(pen, wrong.Problem, query, place, wrong.Hint is { } hint ? [hint] : []);
    }

    private static int ShowInternal(Exception failure, Terminal terminal, Pen pen)
    {
        Say(pen, $"internal error: {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}", ExitCode.Failed);
        if (terminal.Variable(TraceVariable) == "1") pen.Line(failure.ToString());
        else pen.Line($"This is a bug in FlorDB. Run it again with {TraceVariable}=1 for the details that a report needs.", Ink.Dim);
        pen.Flush();
        return ExitCode.Failed;
    }
}
