using FlorDb.Cli.Prompt;
using FlorDb.Cli.Replaying;
using FlorDb.Cli.Tests.Support;
using FlorDb.Query;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Prompt;

public sealed class PromptSessionTests : IDisposable
{
    private readonly SampleStore _sample = new();
    private readonly InputHistory _history = InputHistory.Load(null);

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task A_mistake_does_not_end_the_session()
    {
        var terminal = await RunAsync(TypedText.Lines("SELECT nonsense FROM runs;"), TypedText.Lines("SELECT 42 AS answer;"));
        Assert.Contains("error: ", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("42", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dropped_text_is_not_carried_into_the_next_statement()
    {
        var terminal = await RunAsync(TypedText.Lines("SELECT oops"), TypedText.Dropped, TypedText.Lines("SELECT 42 AS answer;"));
        Assert.Equal("", terminal.Error[..terminal.Error.IndexOf('(', StringComparison.Ordinal)]);
        Assert.Contains("42", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_goes_on_until_its_semicolon()
    {
        var terminal = await RunAsync(TypedText.Lines("SELECT 'it;"), TypedText.Lines("is' AS"), TypedText.Lines("answer; SELECT 2"));
        Assert.Contains(@"it;\nis", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" 2\n", terminal.Output, StringComparison.Ordinal);
        Assert.Equal(["SELECT 'it;\nis' AS\nanswer;"], _history.Entries);
    }

    [Theory]
    [InlineData("exit")]
    [InlineData("quit;")]
    [InlineData("\\q")]
    public async Task Leaving_leaves_what_comes_after_alone(string word)
    {
        var terminal = await RunAsync(TypedText.Lines(word), TypedText.Lines("SELECT 42 AS answer;"));
        Assert.Equal("", terminal.Output);
    }

    private async Task<TestTerminal> RunAsync(params TypedText[] typed)
    {
        using var store = FlorStore.Open(_sample.Folder);
        var engine = new FlorQlEngine(store);
        var terminal = _sample.Terminal();
        var columns = new ColumnReport(engine, engine, terminal.Terminal);
        var session = new PromptSession(new Typed(typed), new QueryRunner(engine, terminal.Terminal, asks: true), columns, terminal.Terminal, _history);
        Assert.Equal(0, await session.RunAsync(CancellationToken.None));
        return terminal;
    }

    private sealed class Typed(IEnumerable<TypedText> texts) : IStatementSource
    {
        private readonly Queue<TypedText> _texts = new(texts);

        public Task<TypedText> ReadAsync(bool continued, CancellationToken cancellation) =>
            Task.FromResult(_texts.Count > 0 ? _texts.Dequeue() : TypedText.End);
    }
}
