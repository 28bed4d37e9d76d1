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

    /// <summary>Starts it. Without a folder nothing is recorded; a folder is a git repository, where the store will be.</summary>
    public static TrainingReport Start(string name, bool isQuick, string? folder = null, CheckpointPolicy? policy = null)
    {
        using var child = ChildProcess.Start(
            Program, [name, isQuick ? "quick" : "full", folder ?? ""], new Dictionary<string, string> { ["FLOR_CHECKPOINTS"] = (policy ?? CheckpointPolicy.Off).Name });
        return TrainingReport.Parse(child.ReadLine());
    }

    public static void Run(string[] arguments)
    {
        var (name, isQuick, folder) = (arguments[0], arguments[1] == "quick", arguments[2]);
        manual_seed(Seed);
        using var training = TrainingPlan.Of(name).Create(new BenchData(RepositoryFolders.Find()), isQuick);
        manual_seed(Seed);
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        IRecorder recorder = folder.Length == 0 ? new NoRecorder() : new FlorRecorder(Flor.Start([], options => Configure(options, folder)));
        long started = Stopwatch.GetTimestamp();
        training.Run(recorder);
        long trained = Stopwatch.GetTimestamp();
        recorder.Dispose();
        long ended = Stopwatch.GetTimestamp();
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        Console.WriteLine(new TrainingReport(
            Seconds(start, started), Seconds(started, trained), Seconds(trained, ended), processor.TotalSeconds, training.Fingerprint(), recorder.Cells).ToLine());
    }

    private static void Configure(FlorOptions options, string folder)
    {
        options.Repository = folder;
        options.StoreFolder = RecordedRun.StoreIn(folder);
        options.ThrowOnError = true;
    }

    private static double Seconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;
}
