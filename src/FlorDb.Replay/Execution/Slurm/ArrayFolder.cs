using System.Globalization;
using System.Text;
using FlorDb.Query.Hindsight;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>The folder of a replay's job arrays, which its tasks see too: scripts, results, and links by which Slurm finds the workers' logs.</summary>
internal sealed class ArrayFolder
{
    // Linux' file systems and shells take what has no byte order mark.
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    public ArrayFolder(string store, string name)
    {
        Root = Path.Combine(Path.GetFullPath(store), "cache", "slurm", name);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    /// <summary>The name under which Slurm writes what a task prints, for its option <c>--output</c>; relative, since it reads percent signs in it.</summary>
    public static string LogPattern(int first) => Name(first) + "-%a.log";

    /// <summary>Writes the script of one task.</summary>
    public void Add(int number, WorkerJob job) => File.WriteAllText(ScriptOf(number), JobScript.OfTask(job, ResultOf(number)), Encoding);

    /// <summary>Lets what a task prints go to its worker's log.</summary>
    public void LinkLog(int first, int index, string log)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.CreateSymbolicLink(Path.Combine(Root, $"{Name(first)}-{Name(index)}.log"), log);
    }

    /// <summary>Writes the script of an array.</summary>
    /// <returns>Its file.</returns>
    public string AddArray(ScriptHead head, WorkerKind kind, int threads, int first)
    {
        var file = Path.Combine(Root, $"array-{Name(first)}.sh");
        File.WriteAllText(file, JobScript.OfArray(head, kind, threads, Root, first), Encoding);
        return file;
    }

    /// <summary>What a task has left; null as long as it has left nothing.</summary>
    public TaskResult? Result(int number) => TaskResult.Read(ResultOf(number));

    /// <summary>Deletes it, if the file system lets go of it: it lies in the cache, and nobody looks there again.</summary>
    public void Delete()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A network file system keeps the name of a file that is open elsewhere.
        }
    }

    private string ScriptOf(int number) => Path.Combine(Root, Name(number) + ".sh");

    private string ResultOf(int number) => Path.Combine(Root, Name(number) + ".result");

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
