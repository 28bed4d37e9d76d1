namespace FlorDb.Cli.Hosting;

/// <summary>The command can't be carried out: the message says why and what to do next.</summary>
/// <param name="message">What is wrong, for people.</param>
/// <param name="exitCode">The exit code that it means.</param>
internal sealed class CommandException(string message, int exitCode = ExitCode.WrongCommand) : Exception(message)
{
    /// <summary>The exit code that it means.</summary>
    public int Code => exitCode;
}
