namespace Repository.Tests;

public sealed class StyleTests
{
    [Fact]
    public void Functions_have_at_most_70_lines() =>
        Assert.DoesNotContain(SourceTree.Functions("src").Concat(SourceTree.Functions("bench")), function => function.Lines > 70);

    [Fact]
    public void Files_have_at_most_400_lines() =>
        Assert.Empty(SourceTree.CSharpFiles("src").Concat(SourceTree.CSharpFiles("bench")).Where(file => File.ReadLines(file).Count() > 400).Select(SourceTree.Relative));

    [Fact]
    public void Nothing_is_left_to_be_done()
    {
        string[] marks = ["NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME"];
        Assert.Empty(
            from folder in new[] { "src", "tests", "examples", "bench" }
            from file in SourceTree.CSharpFiles(folder)
            from line in File.ReadLines(file)
            where marks.Any(mark => line.Contains(mark, StringComparison.Ordinal))
            select $"{SourceTree.Relative(file)}: {line.Trim()}");
    }

    [Fact]
    public void No_file_names_a_home_folder() =>
        Assert.Empty(
            from folder in new[] { "src", "tests", "examples", "bench" }
            from file in SourceTree.CSharpFiles(folder)
            from line in File.ReadLines(file)
            where line.Contains("/" + "root/", StringComparison.Ordinal) || line.Contains("/" + "home/", StringComparison.Ordinal)
            select $"{SourceTree.Relative(file)}: {line.Trim()}");
}
