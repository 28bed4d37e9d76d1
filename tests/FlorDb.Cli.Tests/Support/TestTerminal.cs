using System.Text;
using FlorDb.Cli.Hosting;

namespace FlorDb.Cli.Tests.Support;

/// <summary>Runs <c>flor</c> in this process and keeps what it says.</summary>
internal sealed class TestTerminal
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Func<byte[]> _bytes;
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>Makes surroundings without any terminal, in a folder.</summary>
    public TestTerminal(string folder, string input = "", bool isTerminal = false, int width = 80)
    {
        var bytes = new MemoryStream();
        _bytes = bytes.ToArray;
        Terminal = new Terminal
        {
            Input = new StringReader(input),
            Output = new StringWriter(_output) { NewLine = "\n" },
            Error = new StringWriter(_error) { NewLine = "\n" },
            OpenOutput = () => bytes,
            Variable = name => _variables.GetValueOrDefault(name),
            Folder = folder,
            InputIsTerminal = isTerminal,
            OutputIsTerminal = isTerminal,
            ErrorIsTerminal = isTerminal,
            ReadWidth = () => width,
        };
    }

    public Terminal Terminal { get; }

    /// <summary>What came out, text before bytes.</summary>
    public string Output => _output + Encoding.UTF8.GetString(_bytes());

    public byte[] Bytes => _bytes();

    public string Error => _error.ToString();

    public string this[string variable]
    {
        set => _variables[variable] = value;
    }

    /// <summary>Carries out a command line and gives its exit code.</summary>
    public Task<int> RunAsync(params string[] arguments) => FlorApplication.RunAsync(arguments, Terminal);
}
