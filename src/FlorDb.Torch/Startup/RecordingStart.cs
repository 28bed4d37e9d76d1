using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Storage;
using FlorDb.Storage.Versions;
using FlorDb.Torch.CommandLine;
using FlorDb.Torch.Distributed;
using FlorDb.Torch.Recording;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Startup;

/// <summary>Starts to record a run: keeps its code version and opens its writer.</summary>
internal static class RecordingStart
{
    private const string PolicyVariable = "FLOR_CHECKPOINTS";
    private const string ProgressVariable = "FLOR_PROGRESS";
    private const string RankTimeoutVariable = "FLOR_RANK_TIMEOUT";

    /// <exception cref="FlorException">The run can't be recorded.</exception>
    public static Session Open(ProgramArguments arguments, FlorOptions options, string file, Action<string> warn)
    {
        ReadEnvironment(options);
        var launch = Launch.Read();
        using var home = ProgramHome.Find(options, file);
        var store = home.OpenStore();
        try
        {
            if (launch is { IsLead: false }) return Follow(launch, arguments, home, store, options, warn);
            string runId = arguments.Label ?? options.RunId ?? RunLabel.MakeUp();
            var version = home.CommitWorkingTree($"{runId}: {home.FileName}");
            WarnOfLeftOut(version, warn);
            var header = MakeHeader(arguments.All, home, runId, version.VersionId, RunEnvironment.Text(version.LeftOut));
            if (launch is not null) header = header.AsLead(launch.WorldSize, launch.Token);
            var writer = store.BeginRun(header);
            return new RecordingSession(writer, store, runId, options, warn, ranks: launch is null ? null : Membership.Lead(launch, store, header.Key));
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
        options.RankTimeout ??= ReadRankTimeout();
        try
        {
            options.Checkpoints ??= Environment.GetEnvironmentVariable(PolicyVariable) is { Length: > 0 } name ? CheckpointPolicy.Parse(name) : CheckpointPolicy.Adaptive;
        }
        catch (FormatException failure)
        {
            throw new FlorException($"{PolicyVariable}: {failure.Message}", failure) { ExitCode = FlorExit.Usage };
        }
    }

    /// <summary>Records another rank than 0, which keeps the code version: the working tree belongs to all of them.</summary>
    private static RecordingSession Follow(
        Launch launch, ProgramArguments arguments, ProgramHome home, FlorStore store, FlorOptions options, Action<string> warn)
    {
        var (lead, place) = new Rendezvous(launch, home, store, warn).Wait(isResumed: false, options.RankTimeout!.Value);
        try
        {
            var header = MakeHeader(arguments.All, home, lead.RunId, lead.VersionId, lead.Environment.GetValueOrDefault(RunEnvironment.LeftOut, ""));
            return new RecordingSession(store.BeginRun(header.AsFollower(lead, launch.Rank)), store, lead.RunId, options, warn, ranks: place);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static TimeSpan ReadRankTimeout()
    {
        string? text = Environment.GetEnvironmentVariable(RankTimeoutVariable);
        if (string.IsNullOrEmpty(text)) return TimeSpan.FromMinutes(5);
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= TimeSpan.SecondsPerDay
            ? TimeSpan.FromSeconds(seconds)
            : throw new FlorException($"{RankTimeoutVariable}={text}: it is a number of seconds, a day at most.");
    }

    private static bool ReadProgress() => Environment.GetEnvironmentVariable(ProgressVariable) switch
    {
        null or "" or "on" => true,
        "off" => false,
        var other => throw new FlorException($"{ProgressVariable}={other}: it is \"on\" or \"off\"."),
    };

    /// <summary>What is known of a run as it starts.</summary>
    public static RunHeader MakeHeader(ImmutableArray<string> arguments, ProgramHome home, string runId, string versionId, string leftOut)
    {
        var now = home.Time.GetUtcNow();
        return new RunHeader
        {
            Key = RunKey.Create(now),
            ProjectId = home.Project,
            RunId = runId,
            Timestamp = now,
            VersionId = versionId,
            FileName = home.FileName,
            Arguments = arguments,
            Environment = RunEnvironment.Collect(home.Repository.Root, home.SourceFile, leftOut),
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
