using System.Runtime.InteropServices;

namespace FlorDb.Replay.Execution.Building;

/// <summary>Gives a build the libraries and files of another one.</summary>
internal static partial class OutputFolder
{
    private static readonly HashSet<string> NeverWritten = [".dll", ".so", ".pdb", ".dylib"];

    /// <summary>Takes over all files of a finished build but those of one name. Libraries, which nobody writes to, are the same files; all others are copies.</summary>
    /// <param name="source">The finished build's folder.</param>
    /// <param name="target">The folder of the other one, which is made.</param>
    /// <param name="except">The name of the program, without an ending: its library and symbols stay out.</param>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public static void Take(string source, string target, string except)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file);
            if (relative == except + ".dll" || relative == except + ".pdb") continue;
            var path = Path.Combine(target, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!NeverWritten.Contains(Path.GetExtension(file)) || !TryLink(file, path)) File.Copy(file, path);
        }
    }

    private static bool TryLink(string file, string path) => !OperatingSystem.IsWindows() && Link(file, path) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string file, string path);
}
