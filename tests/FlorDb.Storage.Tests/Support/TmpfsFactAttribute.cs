using System.ComponentModel;
using System.Diagnostics;

namespace FlorDb.Storage.Tests.Support;

/// <summary>A test that needs a small disk of its own: a tmpfs in a user and mount namespace. Where the machine allows none, the test is skipped.</summary>
internal sealed class TmpfsFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    public TmpfsFactAttribute() => Skip = Obstacle.Value;

    /// <summary>The command line of a program that runs with a new tmpfs over a folder; nobody else sees it, and it goes with the program.</summary>
    public static ProcessStartInfo Command(string folder, int bytes, params IEnumerable<string> program) =>
        new("unshare", ["-rm", "sh", "-c", $"mount -t tmpfs -o size={bytes} tmpfs \"$1\" && shift && exec \"$@\"", "sh", folder, .. program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    private static string? FindObstacle()
    {
        using var folder = new TemporaryFolder();
        try
        {
            using var process = Process.Start(Command(folder.Path, 1 << 20, "true"))!;
            string problem = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"No tmpfs can be mounted here: {problem.Trim()}";
        }
        catch (Win32Exception failure)
        {
            return $"No tmpfs can be mounted here: {failure.Message}";
        }
    }
}
