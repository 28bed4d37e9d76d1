using System.Text;

namespace FlorDb.Query.Tests.Support;

/// <summary>A query and the answer that is expected, as the lines of a file.</summary>
internal sealed record CorpusCase(string Comment, string Query, string Expected);

/// <summary>
/// Files of queries with their answers. A case is: comment lines with <c>#</c>, the query, <c>----</c>, the answer, an empty line. Setting the
/// variable FLORQL_CORPUS to the folder of the files writes the answers that the engine gives into them, for a person to review.
/// </summary>
internal static class Corpus
{
    private const string Separator = "----";

    public static async Task CheckAsync(string file, Func<string, Task<string>> answer)
    {
        var cases = Read(Path.Combine(AppContext.BaseDirectory, "Corpus", file));
        var answers = new List<CorpusCase>();
        foreach (var item in cases) answers.Add(item with { Expected = (await answer(item.Query)).TrimEnd('\n') });
        if (Environment.GetEnvironmentVariable("FLORQL_CORPUS") is { Length: > 0 } folder) await File.WriteAllTextAsync(Path.Combine(folder, file), Print(answers));
        else Assert.Equal(Print(cases), Print(answers));
    }

    public static IReadOnlyList<CorpusCase> Read(string path)
    {
        var cases = new List<CorpusCase>();
        foreach (var block in File.ReadAllText(path).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Trim('\n').Split('\n');
            string[] comment = [.. lines.TakeWhile(line => line.StartsWith('#'))];
            string[] query = [.. lines.Skip(comment.Length).TakeWhile(line => line != Separator)];
            cases.Add(new CorpusCase(
                string.Join('\n', comment), string.Join('\n', query), string.Join('\n', lines.Skip(comment.Length + query.Length + 1))));
        }

        return cases;
    }

    private static string Print(IEnumerable<CorpusCase> cases)
    {
        var text = new StringBuilder();
        foreach (var item in cases)
        {
            if (text.Length > 0) text.Append('\n');
            if (item.Comment.Length > 0) text.Append(item.Comment).Append('\n');
            if (item.Query.Length > 0) text.Append(item.Query).Append('\n').Append(Separator).Append('\n').Append(item.Expected).Append('\n');
        }

        return text.ToString();
    }
}
