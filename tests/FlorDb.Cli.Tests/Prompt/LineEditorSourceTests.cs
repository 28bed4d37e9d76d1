using FlorDb.Cli.Prompt;
using FlorDb.Cli.Tests.Support;
using RadLine;

namespace FlorDb.Cli.Tests.Prompt;

public sealed class LineEditorSourceTests : IDisposable
{
    private static readonly ConsoleKeyInfo ControlC = new('\x03', ConsoleKey.C, false, false, true);
    private static readonly ConsoleKeyInfo ControlD = new('\x04', ConsoleKey.D, false, false, true);
    private static readonly ConsoleKeyInfo Up = new('\0', ConsoleKey.UpArrow, false, false, false);
    private static readonly ConsoleKeyInfo Tab = new('\t', ConsoleKey.Tab, false, false, false);
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));
    private readonly ScriptedKeys _keys = new();

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public async Task Enter_submits_a_statement_that_ends_in_a_semicolon() =>
        Assert.Equal([TypedText.Lines("SELECT 1;")], await TypeAsync(1, "SELECT 1;\n"));

    [Fact]
    public async Task Enter_starts_a_new_line_until_then() =>
        Assert.Equal([TypedText.Lines("SELECT 1\nFROM runs;")], await TypeAsync(1, "SELECT 1\nFROM runs;\n"));

    [Fact]
    public async Task Several_statements_pasted_at_once_are_read_one_after_the_other() =>
        Assert.Equal([TypedText.Lines("a;"), TypedText.Lines("b\nc;")], await TypeAsync(2, "a;\nb\nc;\n"));

    [Fact]
    public async Task Control_C_drops_what_was_typed() =>
        Assert.Equal([TypedText.Dropped, TypedText.Lines("b;")], await TypeAsync(2, "SELECT oops", ControlC, "b;\n"));

    [Fact]
    public async Task Control_D_ends_the_input_only_at_an_empty_prompt()
    {
        Assert.Equal([TypedText.End], await TypeAsync(1, ControlD));
        Assert.Equal([TypedText.Lines("ab;")], await TypeAsync(1, "ab", ControlD, ";\n"));
    }

    [Fact]
    public async Task Up_recalls_the_statement_before_with_all_of_its_lines() =>
        Assert.Equal([TypedText.Lines("old\nlines;")], await TypeAsync(1, Up, "\n"));

    [Fact]
    public async Task Tab_completes_a_name() => Assert.Equal([TypedText.Lines("accuracy;")], await TypeAsync(1, "acc", Tab, ";\n"));

    private async Task<List<TypedText>> TypeAsync(int reads, params object[] keys)
    {
        foreach (var key in keys) _keys.Type(key);
        var history = InputHistory.Load(null);
        history.Add("old\nlines;");
        var console = new TestTerminal(Path.GetTempPath(), isTerminal: true).Terminal.OutputConsole();
        var source = new LineEditorSource(console, history, new NameCompletion([], () => ["accuracy"]), _keys);
        var read = new List<TypedText>();
        while (read.Count < reads) read.Add(await source.ReadAsync(false, _deadline.Token));
        return read;
    }

    private sealed class ScriptedKeys : IInputSource
    {
        private readonly Queue<ConsoleKeyInfo> _waiting = new();

        public bool ByPassProcessing => false;

        public void Type(object keys)
        {
            if (keys is ConsoleKeyInfo key) _waiting.Enqueue(key);
            else foreach (var character in (string)keys) _waiting.Enqueue(Key(character));
        }

        public bool IsKeyAvailable() => _waiting.Count > 0;

        public ConsoleKeyInfo ReadKey() => _waiting.Dequeue();

        private static ConsoleKeyInfo Key(char character) =>
            character == '\n' ? new('\r', ConsoleKey.Enter, false, false, false) : new(character, ConsoleKey.A, false, false, false);
    }
}
