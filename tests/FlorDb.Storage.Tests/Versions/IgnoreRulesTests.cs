using FlorDb.Storage.Versions;

namespace FlorDb.Storage.Tests.Versions;

/// <summary>The patterns agree with git's own.</summary>
public sealed class IgnoreRulesTests : IDisposable
{
    private static readonly string[] Paths =
    [
        "a", "a.txt", "b/a.txt", "b/c/a.txt", "data/x", "src/data/x", "data.txt", "x/y/z", "x/z", "foo/bar/baz", "[a]", "a]", "#c", "!c", "d ", "d",
        "deep/one/two/three.bin", "abc", "adc", "a/c", "ä.txt", "b\\c",
    ];

    private readonly ScratchRepository _scratch = new(withCommit: false);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("*.txt")]
    [InlineData("/*.txt")]
    [InlineData("data")]
    [InlineData("data/")]
    [InlineData("/data/")]
    [InlineData("src/data")]
    [InlineData("x/**/z")]
    [InlineData("**/z")]
    [InlineData("foo/**")]
    [InlineData("**")]
    [InlineData("x/*/z")]
    [InlineData("a?c")]
    [InlineData("a[b-c]c")]
    [InlineData("a[!b]c")]
    [InlineData("a[^b]c")]
    [InlineData("[]a]")]
    [InlineData("[[]a]")]
    [InlineData("\\#c")]
    [InlineData("\\!c")]
    [InlineData("d\\ ")]
    [InlineData("d   ")]
    [InlineData("b\\\\c")]
    [InlineData("*\n!a.txt")]
    [InlineData("b\n!b/a.txt")]
    [InlineData("*.txt\n!b/*.txt\nb/c/")]
    [InlineData("deep/**/*.bin")]
    [InlineData("[")]
    [InlineData("a[")]
    public void Pattern_ignores_what_git_ignores(string patterns)
    {
        _scratch.Write(".gitignore", patterns);
        var rules = new IgnoreRules(patterns.Split('\n'));

        var expected = Paths.Where(path => _scratch.TryGit("check-ignore", "-q", "--no-index", path) == 0);

        Assert.Equal(expected, Paths.Where(path => rules.Find(path) is not null));
    }

    [Fact]
    public void Line_that_is_no_pattern_is_reported()
    {
        var problem = Assert.Throws<StoreException>(() => new IgnoreRules(["[z-a]"]));

        Assert.Equal(".florignore has a line that is not a pattern: [z-a]", problem.Message);
    }
}
