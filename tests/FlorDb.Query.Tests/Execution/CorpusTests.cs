using FlorDb.Query.Tests.Support;

namespace FlorDb.Query.Tests.Execution;

/// <summary>The corpus over the sample runs, and the errors of wrong queries.</summary>
public sealed class CorpusTests : IDisposable
{
    private readonly TestStore _store = new();

    public CorpusTests() => SampleRuns.Write(_store);

    [Theory]
    [InlineData("expressions.test")]
    [InlineData("runs.test")]
    [InlineData("select.test")]
    [InlineData("aggregates.test")]
    [InlineData("tables.test")]
    [InlineData("explain.test")]
    public Task Queries_give_the_answers_of_the_corpus(string file) =>
        Corpus.CheckAsync(file, async query => ResultText.Of(await _store.QueryAsync(query)));

    [Theory]
    [InlineData("errors.test")]
    public Task Wrong_queries_give_the_messages_of_the_corpus(string file) =>
        Corpus.CheckAsync(file, async query => (await Assert.ThrowsAsync<FlorQlException>(() => _store.QueryAsync(query))).Message);

    public void Dispose() => _store.Dispose();
}
