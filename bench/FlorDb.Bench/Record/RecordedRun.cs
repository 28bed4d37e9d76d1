using System.Security.Cryptography;
using FlorDb.Bench.Running;
using FlorDb.Storage;
using FlorDb.Torch;

namespace FlorDb.Bench.Record;

/// <summary>What a recorded training has left in its store.</summary>
/// <param name="Cells">How many values were logged.</param>
/// <param name="Contents">All that was logged, in short: what deterministic trainings have in common.</param>
/// <param name="Checkpoints">How many were taken.</param>
/// <param name="Missed">At how many points one was wanted, and those before were not written yet; up to the last that was taken.</param>
/// <param name="StoredBytes">The size of the store.</param>
internal sealed record RecordedRun(long Cells, string Contents, int Checkpoints, long Missed, long StoredBytes)
{
    public static string StoreIn(string folder) => Path.Combine(folder, ".flor");

    /// <summary>Reads a store with one run, and checks that it has all that its training has logged, and the states that its policy promises.</summary>
    /// <exception cref="WrongAnswerException">Something is missing or differs.</exception>
    public static RecordedRun Read(string folder, TrainingReport report, CheckpointPolicy policy)
    {
        string storeFolder = StoreIn(folder);
        using var store = FlorStore.Open(storeFolder);
        using var snapshot = store.TakeSnapshot();
        Check.Equal(RunState.Completed, Check.Single(snapshot.Runs, "runs").State, "the run's state");
        var summaries = snapshot.ReadSummaries().Where(summary => !summary.IsArgument).ToList();
        long cells = summaries.Sum(summary => summary.Count);
        Check.Equal(report.Cells, cells, "recorded cells");
        CheckStates(snapshot, report, policy);
        return new RecordedRun(
            cells,
            string.Join('\n', summaries.Select(summary => $"{summary.Path} {summary.Name} {summary.Count} {summary.Min:R} {summary.Max:R} {summary.Last}").Order(StringComparer.Ordinal)),
            snapshot.Checkpoints.Length,
            snapshot.Checkpoints.Sum(checkpoint => checkpoint.Reason!.Missed),
            ScratchFolder.BytesOf(storeFolder));
    }

    private static void CheckStates(StoreSnapshot snapshot, TrainingReport report, CheckpointPolicy policy)
    {
        if (policy == CheckpointPolicy.Off) Check.Equal(0, snapshot.Checkpoints.Length, "checkpoints although they are off");
        else Check.That(snapshot.Checkpoints.Length > 0, "no checkpoint was taken");
        if (policy != CheckpointPolicy.EveryIteration) return;
        long iterations = snapshot.LoopEnds.Where(end => end.Path.Depth == 1).Sum(end => end.Iterations);
        int states = snapshot.Checkpoints.Count(checkpoint => checkpoint.Position is { Moment: CheckpointMoment.IterationEnd, Path.Depth: 1 });
        Check.Equal(iterations, states, "states of iterations");
        Check.Equal(report.Fingerprint, FingerprintOf(snapshot, snapshot.Checkpoints[^1]), "the model in the last checkpoint");
    }

    private static string FingerprintOf(StoreSnapshot snapshot, CheckpointInfo checkpoint)
    {
        const string Prefix = $"{Training.NetName}/";
        var reader = snapshot.OpenCheckpoint(checkpoint);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in reader.Entries.Where(IsTensor).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            byte[] bytes = new byte[entry.Length];
            reader.Read(entry, bytes);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        static bool IsTensor(CheckpointEntryInfo entry) => entry.Name.StartsWith(Prefix, StringComparison.Ordinal) && !entry.Name.Contains('#', StringComparison.Ordinal);
    }
}
