namespace FlorDb.Cli.Hosting;

/// <summary>Asks a person.</summary>
internal static class Confirmation
{
    /// <summary>Asks a question whose answer is no unless it is y or yes.</summary>
    /// <exception cref="OperationCanceledException">The answer was Ctrl-C.</exception>
    public static bool Ask(Terminal terminal, string question)
    {
        terminal.Error.Write(question + " [y/N] ");
        terminal.Error.Flush();
        var answer = terminal.ReadKey is { } readKey ? ReadLine(readKey, terminal.Error) : terminal.Input.ReadLine();
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Reads key by key, since a blocking read of a line could not be left with Ctrl-C.</summary>
    private static string ReadLine(Func<ConsoleKeyInfo> readKey, TextWriter echo)
    {
        using var control = ControlCAsKey.Begin();
        var answer = "";
        while (true)
        {
            var key = readKey();
            if (key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }) throw Interrupted(echo);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace && answer.Length > 0)
            {
                answer = answer[..^1];
                echo.Write("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                answer += key.KeyChar;
                echo.Write(key.KeyChar);
            }
        }

        echo.WriteLine();
        return answer;
    }

    private static OperationCanceledException Interrupted(TextWriter echo)
    {
        echo.WriteLine("^C");
        return new OperationCanceledException();
    }
}
