using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Tests.Support;

namespace FlorDb.Replay.Tests.Execution.Building;

public class LeftOutFilesTests
{
    private static readonly DateTimeOffset RunStart = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_files_that_are_older_than_the_run_and_not_in_the_version_are_linked()
    {
        using var root = new TemporaryFolder();
        using var export = new TemporaryFolder();
        Write(root, "data/images.csv", RunStart.AddDays(-1));
        Write(root, "model.bin", RunStart.AddMinutes(1));
        Write(root, "Program.cs", RunStart.AddDays(-2));
        Write(root, "bin/old.dll", RunStart.AddDays(-2));
        Write(export, "Program.cs", RunStart);
        LeftOutFiles.Link(root.Path, export.Path, RunStart);
        Assert.Equal(["Program.cs", "data/images.csv"], Files(export));
        Assert.Equal(root["data/images.csv"], new FileInfo(export["data/images.csv"]).LinkTarget);
        Assert.Null(new FileInfo(export["Program.cs"]).LinkTarget);
    }

    [Fact]
    public void What_is_written_into_a_mirror_stays_in_it()
    {
        using var source = new TemporaryFolder();
        using var target = new TemporaryFolder();
        Write(source, "data/images.csv", RunStart);
        Write(source, "obj/project.assets.json", RunStart);
        LeftOutFiles.Mirror(source.Path, target["copy"]);
        Write(target, "copy/data/result.csv", RunStart);
        Assert.Equal(["data/images.csv", "obj/project.assets.json"], Files(source));
        Assert.Equal(["copy/data/images.csv", "copy/data/result.csv"], Files(target));
    }

    private static void Write(TemporaryFolder folder, string name, DateTimeOffset time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], name);
        File.SetLastWriteTimeUtc(folder[name], time.UtcDateTime);
    }

    private static IEnumerable<string> Files(TemporaryFolder folder) =>
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file)).Order(StringComparer.Ordinal);
}
