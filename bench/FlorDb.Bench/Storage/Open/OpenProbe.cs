using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text.Json;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Open;

/// <summary>Opens a store in a process that has done nothing else, and tells what it took.</summary>
internal static class OpenProbe
{
    public const string Program = "open";

    private const int Repeats = 5;

    /// <param name="First">Milliseconds of the first open and listing: what is compiled for it included.</param>
    /// <param name="Compiling">How much of it the JIT compiler took.</param>
    /// <param name="Again">The median of further ones.</param>
    /// <param name="Managed">The bytes of managed memory that the open store with its snapshot keeps alive.</param>
    /// <param name="Resident">By how many bytes the process has grown.</param>
    public sealed record Answer(double First, double Compiling, double Again, long Managed, long Resident);

    /// <summary>Arguments: folder, how many runs must be there.</summary>
    public static void Run(string[] arguments)
    {
        int runs = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        long managed = GC.GetTotalMemory(forceFullCollection: true), resident = ResidentBytes();
        var compiling = JitInfo.GetCompilationTime(currentThread: true);
        long start = Stopwatch.GetTimestamp();
        var store = FlorStore.Open(arguments[0]);
        var snapshot = store.TakeSnapshot();
        int count = snapshot.Runs.Length;
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        compiling = JitInfo.GetCompilationTime(currentThread: true) - compiling;
        resident = ResidentBytes() - resident;
        managed = GC.GetTotalMemory(forceFullCollection: true) - managed;
        Running.Check.Equal(runs, count, "runs");
        double again = Running.Rounds.Median(Enumerable.Range(0, Repeats).Select(_ => OpenAgain(arguments[0])).ToList());
        ManyRuns.Verify(snapshot, runs);
        snapshot.Dispose();
        store.Dispose();
        Console.WriteLine(JsonSerializer.Serialize(new Answer(first, compiling.TotalMilliseconds, again, managed, resident)));
    }

    private static double OpenAgain(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        using var store = FlorStore.Open(folder);
        using var snapshot = store.TakeSnapshot();
        Running.Check.That(snapshot.Runs.Length > 0, "no runs");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static long ResidentBytes()
    {
        const string Key = "VmRSS:";
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Key, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(Key.Length).Trim().TrimEnd("kB"), CultureInfo.InvariantCulture);
    }
}
