using System.Collections.Immutable;
using FlorDb.Storage;
using FlorDb.Storage.Versions;
using FlorDb.Torch.CommandLine;
using FlorDb.Torch.Recording;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Startup;

/// <summary>Starts to record a run: keeps its code version and opens its writer.</summary>
internal static class RecordingStart
{
    private const string PolicyVariable = "FLOR_CHECKPOINTS";
    private const string ProgressVariable = "FLOR_PROGRESS";

    /// <exception cref="FlorException">The run can't be recorded.</exception>
    public static Session Open(ProgramArguments arguments, FlorOptions options, string file, Action<string> warn)
    {
        ReadEnvironment(options);
        using var home = ProgramHome.Find(options, file);
        var store = home.OpenStore();
        try
        {
            string runId = arguments.Label ?? options.RunId ?? RunLabel.MakeUp();
            var version = home.CommitWorkingTree($"{runId}: {home.FileName}");
            WarnOfLeftOut(version, warn);
            var writer = store.BeginRun(MakeHeader(arguments.All, home, runId, version));
            return new RecordingSession(writer, store, runId, options, warn);
        }
        catch (StoreException failure)
        {
            store.Dispose();
            throw new FlorException(failure.Message, failure) { ExitCode = FlorExit.Store };
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Takes choices from the environment that the program has left open.</summary>
    /// <exception cref="FlorException">There is no such choice.</exception>
    public static void ReadEnvironment(FlorOptions options)
    {
        options.Progress &= ReadProgress();
        try
        {
            options.Checkpoints ??= Environment.GetEnvironmentVariable(PolicyVariable) is { Length: > 0 } name ? CheckpointPolicy.Parse(name) : CheckpointPolicy.Adaptive;
        }
        catch (FormatException failure)
        {
            throw new FlorException($"{PolicyVariable}: {failure.Message}", failure) { ExitCode = FlorExit.Usage };
        }
    }

    private static bool ReadProgress() => Environment.GetEnvironmentVariable(ProgressVariable) switch
    {
        null or "" or "on" => true,
        "off" => false,
        var other => throw new FlorException($"{ProgressVariable}={other}: it is \"on\" or \"off\"."),
    };

    /// <summary>What is known of a run as it starts.</summary>
    public static RunHeader MakeHeader(ImmutableArray<string> arguments, ProgramHome home, string runId, VersionInfo version)
    {
        var now = DateTimeOffset.UtcNow;
        return new RunHeader
        {
            Key = RunKey.Create(now),
            ProjectId = home.Project,
            RunId = runId,
            Timestamp = now,
            VersionId = version.VersionId,
            FileName = home.FileName,
            Arguments = arguments,
            Environment = RunEnvironment.Collect(home.Repository.Root, home.SourceFile, version.LeftOut),
        };
    }

    /// <summary>Tells which files the recorded version lacks.</summary>
    public static void WarnOfLeftOut(VersionInfo version, Action<string> warn)
    {
        const int Shown = 3;
        int count = version.LeftOut.Length;
        if (count == 0) return;
        string named = string.Join(", ", version.LeftOut.Take(Shown).Select(file => $"{file.Path} ({file.Reason})"));
        string rest = count > Shown ? $" and {count - Shown} more" : "";
        warn($"{(count == 1 ? "one file stays" : $"{count} files stay")} out of the recorded code version: {named}{rest}.");
    }
}
