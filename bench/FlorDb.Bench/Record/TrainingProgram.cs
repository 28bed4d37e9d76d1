using System.Diagnostics;
using FlorDb.Bench.Record.Data;
using FlorDb.Bench.Running;
using FlorDb.Torch;
using static TorchSharp.torch;

namespace FlorDb.Bench.Record;

/// <summary>A process that does one training, with or without a record, and tells how long it took.</summary>
internal static class TrainingProgram
{
    public const string Program = "training";

    private const int Seed = 7;

    /// <summary>
    /// glibc keeps the memory that is freed, and a virtual machine does not give it back to its host: else each step pays for fresh pages, a tenth of its time, and now
    /// more and now less.
    /// </summary>
    private static readonly Dictionary<string, string> KeptMemory = new()
    {
        ["MALLOC_MMAP_MAX_"] = "0",
        ["MALLOC_TRIM_THRESHOLD_"] = "8589934592",
        ["MALLOC_TOP_PAD_"] = "268435456",
    };

    /// <summary>Starts it. Without a folder nothing is recorded; a folder is a git repository, where the store will be.</summary>
    public static ChildProcess Start(string name, bool isQuick, string? folder, CheckpointPolicy policy, IReadOnlyDictionary<string, string> environment) =>
        ChildProcess.Start(
            Program, [name, isQuick ? "quick" : "full", folder ?? ""],
            environment.Concat(KeptMemory).Append(new("FLOR_CHECKPOINTS", policy.Name)).ToDictionary());

    public static void Run(string[] arguments)
    {
        var (name, isQuick, folder) = (arguments[0], arguments[1] == "quick", arguments[2]);
        manual_seed(Seed);
        using var training = TrainingPlan.Of(name).Create(new BenchData(RepositoryFolders.Find()), isQuick);
        manual_seed(Seed);
        using var clock = SliceClock.OfThisProcess();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        long start = clock.GetTimestamp();
        var recorder = new TimedRecorder(folder.Length == 0 ? new NoRecorder() : new FlorRecorder(Flor.Start([], options => Configure(options, folder, clock))), clock);
        long started = clock.GetTimestamp();
        training.Run(recorder);
        long trained = clock.GetTimestamp();
        recorder.Dispose();
        long ended = clock.GetTimestamp();
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        double Seconds(long from, long to) => clock.GetElapsedTime(from, to).TotalSeconds;
        Console.WriteLine(new TrainingReport(
            Seconds(start, started), Seconds(started, trained), Seconds(recorder.Half, trained), Seconds(trained, ended), recorder.HeldUp.TotalSeconds, processor.TotalSeconds, training.Fingerprint(), recorder.Cells).ToLine());
    }

    private static void Configure(FlorOptions options, string folder, TimeProvider clock)
    {
        options.Repository = folder;
        options.StoreFolder = RecordedRun.StoreIn(folder);
        options.ThrowOnError = true;
        options.Time = clock;
    }
}
