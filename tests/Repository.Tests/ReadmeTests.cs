using System.Diagnostics;
using System.Text;

namespace Repository.Tests;

/// <summary>Does what README.md tells a new user to do, word for word, in a home folder of its own.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void First_program_is_short() => Assert.InRange(Program.Count(line => line.Length > 0), 10, 39);

    [Fact]
    public void Readme_can_be_followed_from_the_first_command_to_the_last()
    {
        using var home = new TemporaryFolder();
        var blocks = Blocks.SkipWhile(block => !block.Text.Contains("--packages", StringComparison.Ordinal)).ToList();
        var script = new StringBuilder("set -euo pipefail\ngit config --global user.name Reader; git config --global user.email reader@example.org\n");
        script.Append(blocks[0].Text).Append(Write("Program.cs", blocks[1].Text)).Append(blocks[2].Text);
        script.Append(Write("Program.cs", WithLineAtTheEndOfTheEpoch(blocks[1].Text, blocks[3].Text)));
        foreach (var block in blocks.Skip(4)) script.Append(block.Text);
        script.Append("flor query \"SELECT count(*), count(weights) FROM runs WHERE epoch IS NOT NULL\" --format csv\nls exported weights.arrow\n");

        string output = Bash(script.ToString(), home.Path);

        Assert.Contains("\n40,40\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("unverified", output, StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Program => Blocks.First(block => block.Language == "csharp").Text.Split('\n');

    private static IEnumerable<(string Language, string Text)> Blocks
    {
        get
        {
            string? language = null;
            var text = new StringBuilder();
            foreach (var line in File.ReadLines(Path.Combine(SourceTree.Root, "README.md")))
            {
                if (!line.StartsWith("```", StringComparison.Ordinal))
                {
                    if (language is not null) text.Append(line).Append('\n');
                }
                else if (language is null)
                {
                    language = line[3..];
                }
                else
                {
                    yield return (language, text.ToString());
                    text.Clear();
                    language = null;
                }
            }
        }
    }

    private static string Write(string file, string text) => $"cat > {file} <<'END-OF-FILE'\n{text}END-OF-FILE\n";

    /// <summary>The epoch's block is the last of the program.</summary>
    private static string WithLineAtTheEndOfTheEpoch(string program, string line) => program.Insert(program.LastIndexOf('}'), line);

    private static string Bash(string script, string home)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = SourceTree.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["HOME"] = home;
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(home, ".cache");
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        // Nothing may live on that would write into the folder after its end.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        string output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.True(bash.ExitCode == 0, $"exit code {bash.ExitCode}\n{output}\n{errors.Result}");
        return output + errors.Result;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("flordb-readme-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
