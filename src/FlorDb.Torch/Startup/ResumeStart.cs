using System.Collections.Immutable;
using FlorDb.Storage;
using FlorDb.Storage.Versions;
using FlorDb.Torch.CommandLine;
using FlorDb.Torch.Distributed;
using FlorDb.Torch.Recording;
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
        string? label = arguments.Label;
        var launch = Launch.Read();
        using var home = ProgramHome.Find(options, file);
        var store = home.OpenStore();
        ResumePoint? point = null;
        Membership? ranks = null;
        try
        {
            RunHeader? lead = null;
            if (launch is { IsLead: false })
            {
                // Where nothing is left to be resumed, rank 0 does not come.
                using (var before = store.TakeSnapshot()) new ResumableRuns(before, home).FindLeft(target, label);
                (lead, ranks) = new Rendezvous(launch, home, store, warn).Wait(isResumed: true, options.RankTimeout!.Value);
            }

            point = lead is null
                ? ResumableRanks.FindNewest(store.TakeSnapshot(), snapshot => new ResumableRuns(snapshot, home).Find(target, label), launch)
                : ResumableRanks.Follow(store.TakeSnapshot(), lead, launch!);
            var run = point.Record.Info.Header;
            arguments = Merge(arguments, run.Arguments);
            var header = lead is null ? MakeHeader(home, run, launch, warn) : FollowerHeader(home, run, lead, launch!);
            RunEnvironment.AdoptThreads(run.Environment);
            var writer = store.BeginRun(header.Continue(run, point.Checkpoint, home.Time.GetUtcNow()));
            if (launch is { IsLead: true }) ranks = Membership.Lead(launch, store, header.Key);
            return new RecordingSession(writer, store, run.RunId, options, warn, point, ranks);
        }
        catch (Exception failure)
        {
            ranks?.Dispose();
            point?.Record.Dispose();
            store.Dispose();
            if (failure is not StoreException) throw;
            throw new FlorException(failure.Message, failure) { ExitCode = FlorExit.Store };
        }
    }

    private static RunHeader MakeHeader(ProgramHome home, RunHeader run, Launch? launch, Action<string> warn)
    {
        var version = home.CommitWorkingTree($"{run.RunId}: {home.FileName}, resumed");
        RecordingStart.WarnOfLeftOut(version, warn);
        WarnOfOtherVersion(run, version, warn);
        var header = RecordingStart.MakeHeader(run.Arguments, home, run.RunId, version.VersionId, RunEnvironment.Text(version.LeftOut));
        return launch is null ? header : header.AsLead(launch.WorldSize, launch.Token);
    }

    private static RunHeader FollowerHeader(ProgramHome home, RunHeader run, RunHeader lead, Launch launch) =>
        RecordingStart.MakeHeader(run.Arguments, home, lead.RunId, lead.VersionId, lead.Environment.GetValueOrDefault(RunEnvironment.LeftOut, "")).AsFollower(lead, launch.Rank);

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
}
