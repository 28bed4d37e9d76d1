using System.Collections.Immutable;
using FlorDb.Storage;
using FlorDb.Storage.Versions;
using FlorDb.Torch.CommandLine;
using FlorDb.Torch.Recording;
using FlorDb.Torch.Replaying;
using FlorDb.Torch.Resuming;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Startup;

/// <summary>Starts to go on with a run that did not come to its end.</summary>
internal static class ResumeStart
{
    private const int ShownCharacters = 8;

    /// <summary>Opens the session; the arguments become those of the run.</summary>
    /// <exception cref="FlorException">The run can't be resumed; nothing was changed.</exception>
    public static Session Open(ref ProgramArguments arguments, ResumeTarget target, FlorOptions options, string file, Action<string> warn)
    {
        RecordingStart.ReadEnvironment(options);
        using var home = ProgramHome.Find(options, file);
        var store = home.OpenStore();
        RecordedRun? record = null;
        try
        {
            var snapshot = store.TakeSnapshot();
            var run = new ResumableRuns(snapshot, home).Find(target, arguments.Label);
            if (run.Header.WorldSize is { } size) throw new FlorException($"the run {run.Header.RunId} was trained by {size} processes together, which can't be resumed.");
            record = new RecordedRun(snapshot, run.Key);
            var point = new ResumePoint(record, record.FindNewest() ?? throw NoCheckpoint(run));
            arguments = Merge(arguments, run.Header.Arguments);
            var version = home.CommitWorkingTree($"{run.Header.RunId}: {home.FileName}, resumed");
            RecordingStart.WarnOfLeftOut(version, warn);
            WarnOfOtherVersion(run.Header, version, warn);
            RunEnvironment.AdoptThreads(run.Header.Environment);
            var header = RecordingStart.MakeHeader(run.Header.Arguments, home, run.Header.RunId, version.VersionId, RunEnvironment.Text(version.LeftOut));
            var writer = store.BeginRun(header.Continue(run.Header, point.Checkpoint, header.Timestamp));
            return new RecordingSession(writer, store, run.Header.RunId, options, warn, point);
        }
        catch (StoreException failure)
        {
            record?.Dispose();
            store.Dispose();
            throw new FlorException(failure.Message, failure) { ExitCode = FlorExit.Store };
        }
        catch
        {
            record?.Dispose();
            store.Dispose();
            throw;
        }
    }

    /// <summary>A resumed run keeps the command line that it was begun with; what is given again must be the same.</summary>
    private static ProgramArguments Merge(ProgramArguments given, ImmutableArray<string> recorded)
    {
        var begun = ProgramArgumentsParser.Parse([.. recorded]);
        if (!given.Own.IsEmpty && !given.Own.SequenceEqual(begun.Own))
            throw new FlorException(
                $"The run was begun with the arguments \"{string.Join(' ', begun.Own)}\" of the program's own, and is resumed with \"{string.Join(' ', given.Own)}\". Leave them out, or give the same.");
        return begun with { All = given.All, Named = begun.Named.SetItems(given.Named) };
    }

    private static void WarnOfOtherVersion(RunHeader run, VersionInfo version, Action<string> warn)
    {
        if (run.VersionId == version.VersionId) return;
        warn($"the code has changed since the run was begun: it goes on with version {version.VersionId[..ShownCharacters]}, and was recorded with {run.VersionId[..Math.Min(ShownCharacters, run.VersionId.Length)]} up to here.");
    }

    private static FlorException NoCheckpoint(RunInfo run) => new(
        $"the run {run.Header.RunId} ({run.Key}) has no checkpoint to go on from: it stopped before one was complete, or took none. Start it anew, without --flor-resume.");
}
