using FlorDb.Cli.Prompt;
using FlorDb.Cli.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Cli.Tests.Prompt;

public sealed class InputHistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entries_come_back_as_they_were_typed()
    {
        var texts = Gen.Elements("a", "\\", "n", "\n", "\\n", " ", ";", "é").ListOf().Select(parts => string.Concat(parts));
        var number = 0;
        Check.QuickThrowOnFailure(Prop.ForAll(texts.ListOf().ToArbitrary(), entries =>
        {
            var file = _folder.File($"history{number++}");
            var first = InputHistory.Load(file);
            foreach (var entry in entries) first.Add(entry);
            return InputHistory.Load(file).Entries.SequenceEqual(first.Entries);
        }));
    }

    [Fact]
    public void An_entry_that_repeats_the_last_one_is_not_kept()
    {
        var history = InputHistory.Load(null);
        foreach (var entry in new[] { "a;", "a;", "b;", "a;", " " }) history.Add(entry);
        Assert.Equal(["a;", "b;", "a;"], history.Entries);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_keeps_entries_in_memory_and_says_so()
    {
        File.WriteAllText(_folder.File("blocked"), "");
        var history = InputHistory.Load(Path.Combine(_folder.File("blocked"), "flor", "history"));
        history.Add("SELECT 1;");
        Assert.Equal(["SELECT 1;"], history.Entries);
        Assert.NotNull(history.Trouble);
    }

    [Fact]
    public void Only_the_newest_entries_are_loaded_and_an_overlong_file_is_shortened()
    {
        var file = _folder.File("history");
        File.WriteAllLines(file, Enumerable.Range(0, 2_500).Select(number => $"q{number};"));
        var history = InputHistory.Load(file);
        Assert.Equal(1_000, history.Entries.Count);
        Assert.Equal("q2499;", history.Entries[^1]);
        Assert.Equal(1_000, File.ReadAllLines(file).Length);
    }

    [Theory]
    [InlineData("/s", "/h", "/s/flor/history")]
    [InlineData("", "/h", "/h/.local/state/flor/history")]
    [InlineData("relative", "/h", "/h/.local/state/flor/history")]
    [InlineData(null, null, null)]
    public void DefaultFile_follows_the_XDG_specification(string? state, string? home, string? file) =>
        Assert.Equal(file, InputHistory.DefaultFile(name => name == "XDG_STATE_HOME" ? state : home));
}
