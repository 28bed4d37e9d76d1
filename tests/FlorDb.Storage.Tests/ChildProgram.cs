using System.Diagnostics;
using System.Globalization;
using FlorDb.Storage.Tests.Fuzzing;
using FlorDb.Storage.Tests.Golden;
using FlorDb.Storage.Tests.Recovery;
using FlorDb.Storage.Versions;

namespace FlorDb.Storage.Tests;

/// <summary>What the test assembly does when a test starts it as a process of its own.</summary>
internal static class ChildProgram
{
    private const string KeepVersionCommand = "keep-version";
    private const string MakeGoldenCommand = "make-golden";
    private const string MakeCorpusCommand = "make-corpus";

    /// <summary>Starts a process that waits for a line on its input, then keeps a version of a repository and prints its id.</summary>
    public static Process StartKeepingVersion(string root) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(ChildProgram).Assembly.Location, KeepVersionCommand, root])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>The command line of a process of this program that is talked to through its input and outputs.</summary>
    public static ProcessStartInfo Command(params IEnumerable<string> arguments) => new("dotnet", [typeof(ChildProgram).Assembly.Location, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [KeepVersionCommand, var root]:
                KeepVersion(root);
                return 0;
            case [MakeGoldenCommand, var folder]:
                GoldenRecording.Make(folder);
                return 0;
            case [MakeCorpusCommand, var folder]:
                File.WriteAllBytes(Path.Combine(folder, "base.zip"), StoreArchive.Pack(FuzzedStore.Record(compacted: false)));
                File.WriteAllBytes(Path.Combine(folder, "base-compacted.zip"), StoreArchive.Pack(FuzzedStore.Record(compacted: true)));
                return 0;
            case ["record", var store, var first, var writers, var runs, var steps]:
                new CrewMember(store).Record(Parse(first), Parse(writers), new CrewPlan(Parse(runs), Parse(steps)));
                return 0;
            case ["compact", var store]:
                new CrewMember(store).Compact();
                return 0;
            case ["collect", var store]:
                new CrewMember(store).Collect();
                return 0;
            case ["delete", var store]:
                new CrewMember(store).Delete();
                return 0;
            case ["fill-disk", var mount]:
                new FullDisk(mount).Run();
                return 0;
            default:
                return 2;
        }
    }

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);

    private static void KeepVersion(string root)
    {
        using var repository = CodeRepository.Discover(root)!;
        Console.WriteLine("ready");
        Console.ReadLine();
        Console.WriteLine(repository.CommitWorkingTree($"by process {Environment.ProcessId}").VersionId);
    }
}
