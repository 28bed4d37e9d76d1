using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>What no run has recorded: what starting workers, bringing states back and the wanted statements themselves take. Earlier replays tell; without any it is guessed.</summary>
internal sealed class CostModel
{
    private const double UsualProcessSeconds = 0.8;
    private const double UsualRestoreSeconds = 0.005;
    private const double UsualRestoreBytesPerSecond = 1e9;

    private readonly Dictionary<ProgramIdentity, List<FinishedPart>> _finished;
    private readonly double _secondsPerByte;

    public CostModel(StoreSnapshot snapshot)
    {
        var runs = snapshot.Runs.ToDictionary(run => run.Key);
        _finished = snapshot.Replays.Where(replay => runs.ContainsKey(replay.Header.Run)).Select(replay => FinishedPart.Of(replay, runs[replay.Header.Run])).OfType<FinishedPart>()
            .GroupBy(part => ProgramIdentity.Of(part.Run.Header)).ToDictionary(group => group.Key, group => group.ToList());
        var restores = _finished.Values.SelectMany(parts => parts).Where(part => part.Times.RestoredBytes > 0).ToList();
        _secondsPerByte = restores.Count > 0 ? restores.Sum(part => part.Times.RestoreSeconds) / restores.Sum(part => part.Times.RestoredBytes) : 1 / UsualRestoreBytesPerSecond;
    }

    /// <summary>From the start of a worker's process to the program's first loop.</summary>
    public double Startup(RunRecord record)
    {
        var parts = Finished(record.Run);
        var ofRun = parts.Where(part => part.Run.Key == record.Run.Key).ToList();
        return Median((ofRun.Count > 0 ? ofRun : parts).Select(part => part.Times.StartupSeconds)) ?? UsualProcessSeconds + Math.Clamp(record.StartupSeconds, 0, 3600);
    }

    /// <summary>Bringing back a state of so many bytes.</summary>
    public double Restore(long bytes) => UsualRestoreSeconds + (bytes * _secondsPerByte);

    /// <summary>
    /// What computing and logging one of some names' cells takes beyond what the run has recorded. That is known when the names were replayed in any run of the program; zero before.
    /// </summary>
    public double Cell(RunInfo run, IReadOnlySet<string> names) =>
        Median(Finished(run).Where(part => part.CellsFilled > 0 && names.SetEquals(part.Names)).Select(part => Math.Max(0, part.ExtraSeconds / part.CellsFilled))) ?? 0;

    private List<FinishedPart> Finished(RunInfo run) => _finished.GetValueOrDefault(ProgramIdentity.Of(run.Header)) ?? [];

    private static double? Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered.Count == 0 ? null : ordered[ordered.Count / 2];
    }

    /// <summary>A replay part that came to its end, of which is known what took its time.</summary>
    private sealed record FinishedPart(RunInfo Run, IReadOnlyCollection<string> Names, ReplayTimes Times, double RecordedSeconds, double Seconds, long CellsFilled)
    {
        /// <summary>What executing its iterations took more than in the run.</summary>
        public double ExtraSeconds => Seconds - Times.StartupSeconds - Times.RestoreSeconds - RecordedSeconds;

        public static FinishedPart? Of(ReplayInfo replay, RunInfo run) =>
            replay is { Summary: { State: RunState.Completed, Times: { } times } summary, Header: { Provenance: { } provenance } header }
                ? new FinishedPart(run, header.Names, times, provenance.RecordedSeconds, summary.Seconds, summary.CellsFilled)
                : null;
    }
}
