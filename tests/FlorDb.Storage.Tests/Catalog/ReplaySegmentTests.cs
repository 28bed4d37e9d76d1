using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Catalog;

public class ReplaySegmentTests
{
    [Fact]
    public void Segment_file_comes_back_as_it_was_saved()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "part.json");
        var saved = new ReplaySegment
        {
            Store = folder.Store,
            Header = Sample.Replay(RunKey.Create(DateTimeOffset.UtcNow), "cf_matrix", "it's"),
            Loops = [new LoopSegment("epoch", [new IterationRange(0, 2), new IterationRange(5, 5)])],
            SkippedLoops = [LoopPath.Of("epoch", "step")],
            RunsToEnd = true,
        };
        saved.Save(file);
        var loaded = ReplaySegment.Load(file);
        Assert.Equal((saved.Store, saved.RunsToEnd, saved.Header.Key, saved.Header.Run), (loaded.Store, loaded.RunsToEnd, loaded.Header.Key, loaded.Header.Run));
        Assert.Equal(saved.Header.Names.AsEnumerable(), loaded.Header.Names.AsEnumerable());
        Assert.Equal((1, 2, saved.Header.Timestamp), (loaded.Header.Part, loaded.Header.Parts, loaded.Header.Timestamp));
        Assert.Equal(saved.SkippedLoops.AsEnumerable(), loaded.SkippedLoops.AsEnumerable());
        Assert.Equal("epoch", loaded.Loops.Single().Loop);
        Assert.Equal(saved.Loops[0].Ranges.AsEnumerable(), loaded.Loops[0].Ranges.AsEnumerable());
    }

    [Theory]
    [InlineData("{", "is not a replay segment")]
    [InlineData("{}", "is not a replay segment")]
    [InlineData("{\"version\":2,\"segment\":null}", "has version 2, and this FlorDB reads version 1")]
    public void Other_files_are_refused(string text, string message)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "part.json");
        File.WriteAllText(file, text);
        Assert.Contains(message, Assert.Throws<StoreException>(() => ReplaySegment.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_is_an_error_with_its_name()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "none.json");
        Assert.StartsWith($"The replay segment {file} can't be read", Assert.Throws<StoreException>(() => ReplaySegment.Load(file)).Message, StringComparison.Ordinal);
    }
}
