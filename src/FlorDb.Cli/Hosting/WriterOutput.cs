using System.Text;
using Spectre.Console;

namespace FlorDb.Cli.Hosting;

/// <summary>Lets Spectre.Console write to one of our writers.</summary>
internal sealed class WriterOutput(TextWriter writer, bool isTerminal, Func<int> readWidth) : IAnsiConsoleOutput
{
    private const int HeightWithoutTerminal = 24;

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => isTerminal;

    /// <inheritdoc/>
    public int Width => Math.Max(1, readWidth());

    /// <inheritdoc/>
    public int Height => isTerminal && !Console.IsOutputRedirected ? Math.Max(1, Console.WindowHeight) : HeightWithoutTerminal;

    /// <summary>Does nothing: .NET writes UTF-8 where the terminal takes it.</summary>
    public void SetEncoding(Encoding encoding)
    {
    }
}
