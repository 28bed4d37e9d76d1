namespace FlorDb.Bench.Running;

/// <summary>A git repository for a training's code version, with one file.</summary>
internal static class GitFolder
{
    public static void Create(string folder)
    {
        using (var git = ChildProcess.StartOther("git", "init", "--quiet", folder)) git.WaitForEnd();
        File.WriteAllText(Path.Combine(folder, "training.txt"), "A training of the benchmarks.\n");
    }
}
