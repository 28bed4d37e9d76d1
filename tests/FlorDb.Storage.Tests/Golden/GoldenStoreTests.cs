using System.Runtime.CompilerServices;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Golden;

/// <summary>Stores that were kept when their format was new: every later version reads them, and shows what was recorded.</summary>
/// <remarks>
/// <c>dotnet tests/FlorDb.Storage.Tests/bin/Release/net10.0/FlorDb.Storage.Tests.dll make-golden tests/golden/vN</c> keeps one of the present format;
/// add it with <c>git add -f</c>, as a store hides itself from git.
/// </remarks>
public class GoldenStoreTests
{
    public static TheoryData<string> Versions { get; } = [.. Directory.GetDirectories(Golden("")).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Kept_store_shows_what_was_recorded(string version)
    {
        using var copy = new StoreCopy(Golden(version, "store"));
        string expected = File.ReadAllText(Golden(version, "expected.txt"));
        Assert.Equal(expected, copy.Read());
        Assert.Equal(expected, copy.Read());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Kept_store_is_read_by_somebody_who_may_not_write(string version)
    {
        using var copy = new StoreCopy(Golden(version, "store"));
        using var store = FlorStore.Open(copy.Folder, null, new ReadOnlyFileSystem());
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(File.ReadAllText(Golden(version, "expected.txt")), StoreText.Of(snapshot));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Kept_store_can_be_written_further(string version)
    {
        using var copy = new StoreCopy(Golden(version, "store"));
        string before = File.ReadAllText(Golden(version, "expected.txt"));
        var header = Sample.Header("later");
        using (var store = FlorStore.Open(copy.Folder))
        {
            using var run = store.BeginRun(header);
            run.Log(ContextId.Root, "later", CellValue.Of(1L));
            run.Finish(RunState.Completed);
        }

        var lines = copy.Read().Split('\n').Where(line => !line.Contains(header.Key.ToString(), StringComparison.Ordinal)).ToList();
        Assert.Equal(before.Split('\n').Where(line => !line.StartsWith("table ", StringComparison.Ordinal)), lines.Where(line =>
            !line.StartsWith("table ", StringComparison.Ordinal) && !line.StartsWith("  name \"later\"", StringComparison.Ordinal)));
    }

    internal static string Golden(params string[] parts) => Path.Combine([Folder(), .. parts]);

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "golden"));
}
