using System.Globalization;
using System.Text;
using FlorDb.Cli.Rendering;
using Spectre.Console;

namespace FlorDb.Cli.Hosting;

/// <summary>The surroundings of a command: streams, what kind they are, the current folder and the environment. Tests make their own.</summary>
internal sealed class Terminal
{
    private const int SmallestWidth = 20;

    /// <summary>Standard input.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Standard output: data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: talk.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard output for bytes.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The current folder, as a full path.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether a person types the input.</summary>
    public bool InputIsTerminal { get; init; }

    /// <summary>Whether a person reads the output.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person reads the talk.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Reads a key without showing it; null where there is no keyboard.</summary>
    public Func<ConsoleKeyInfo>? ReadKey { get; init; }

    /// <summary>Gives the terminal's width in character cells.</summary>
    public Func<int> ReadWidth { get; init; } = () => 80;

    /// <summary>The width of tables in the output: the terminal's, else COLUMNS when that is set; null for any.</summary>
    public int? OutputWidth => WidthOf(OutputIsTerminal);

    /// <summary>The width of tables among the talk.</summary>
    public int? ErrorWidth => WidthOf(ErrorIsTerminal);

    /// <summary>The process's own surroundings.</summary>
    public static Terminal OfProcess() => new()
    {
        Input = Console.In,
        Output = Console.Out,
        Error = Console.Error,
        OpenOutput = Console.OpenStandardOutput,
        Variable = Environment.GetEnvironmentVariable,
        Folder = Directory.GetCurrentDirectory(),
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        ReadWidth = () => Console.WindowWidth,
        ReadKey = Console.IsInputRedirected ? null : () => Console.ReadKey(intercept: true),
    };

    /// <summary>Makes a pen for the output.</summary>
    public Pen OutputPen() => new(Output, OutputIsTerminal && AllowsColour());

    /// <summary>Makes a pen for the talk.</summary>
    public Pen ErrorPen() => new(Error, ErrorIsTerminal && AllowsColour());

    /// <summary>Makes a console for what moves on the output: line editing.</summary>
    public IAnsiConsole OutputConsole() => Create(Output, OutputIsTerminal);

    /// <summary>Makes a console for what moves among the talk: progress.</summary>
    public IAnsiConsole ErrorConsole() => Create(Error, ErrorIsTerminal);

    /// <summary>Whether cursor movements may be sent to a terminal.</summary>
    public bool CanMoveCursor => Variable("TERM") is not ("dumb" or "");

    private bool AllowsColour() => string.IsNullOrEmpty(Variable("NO_COLOR")) && CanMoveCursor;

    private int? WidthOf(bool isTerminal)
    {
        if (isTerminal && ReadWidth() is var width and > 0) return Math.Max(SmallestWidth, width);
        var given = int.TryParse(Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns);
        return given && columns > 0 ? Math.Max(SmallestWidth, columns) : null;
    }

    private IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal && CanMoveCursor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal && AllowsColour() ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new WriterOutput(writer, isTerminal, ReadWidth),
        });
        console.Profile.Encoding = Encoding.UTF8;
        return console;
    }
}
