namespace FlorDb.Bench.Running;

/// <summary>Where things are in the repository.</summary>
internal sealed class RepositoryFolders(string root)
{
    /// <summary>The folder of the disk that is measured; git ignores it.</summary>
    public string Scratch => Path.Combine(root, "artifacts", "bench");

    public string Peers => Path.Combine(root, "bench", "peers");

    /// <summary>What trainings learn from, as bench/run.sh has fetched it; git ignores most of it.</summary>
    public string Data => Path.Combine(root, "bench", "data");

    /// <summary>The digits of the examples.</summary>
    public string Digits => Path.Combine(root, "examples", "digits", "data", "digits.csv.gz");

    /// <summary>The program of the examples that learns them.</summary>
    public string DigitsProgram => Path.Combine(root, "examples", "digits", "Program.cs");

    /// <summary>A GPT-style program.</summary>
    public string GptProgram => Path.Combine(root, "bench", "replay", "gpt", "Program.cs");

    /// <summary>A text in the public domain.</summary>
    public string Text => Path.Combine(Data, "kjv.txt");

    public string ResultsOf(string suite) => Path.Combine(root, "bench", "results", $"{suite}.json");

    /// <summary>Those of the repository that this program was built in.</summary>
    public static RepositoryFolders Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "FlorDb.sln"))) return new RepositoryFolders(folder.FullName);
        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is in no clone of the repository: build and run this program there.");
    }
}
