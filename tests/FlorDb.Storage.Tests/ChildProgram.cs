using System.Diagnostics;
using FlorDb.Storage.Versions;

namespace FlorDb.Storage.Tests;

/// <summary>What the test assembly does when a test starts it as a process of its own.</summary>
internal static class ChildProgram
{
    private const string KeepVersionCommand = "keep-version";

    /// <summary>Starts a process that waits for a line on its input, then keeps a version of a repository and prints its id.</summary>
    public static Process StartKeepingVersion(string root) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(ChildProgram).Assembly.Location, KeepVersionCommand, root])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static int Main(string[] arguments)
    {
        if (arguments is not [KeepVersionCommand, var root]) return 2;
        using var repository = CodeRepository.Discover(root)!;
        Console.WriteLine("ready");
        Console.ReadLine();
        Console.WriteLine(repository.CommitWorkingTree($"by process {Environment.ProcessId}").VersionId);
        return 0;
    }
}
