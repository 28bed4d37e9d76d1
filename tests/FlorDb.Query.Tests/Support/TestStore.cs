using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Query.Tests.Support;

/// <summary>A store in a folder of its own, which is deleted afterwards.</summary>
internal sealed class TestStore : IDisposable
{
    private static readonly DateTimeOffset FirstStart = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _runs;

    public TestStore()
    {
        Folder = Path.Combine(Path.GetTempPath(), $"florql-{Guid.NewGuid():N}");
        Store = FlorStore.OpenOrCreate(Folder, new StoreOptions { Time = new FrozenTime() });
    }

    public string Folder { get; }

    public FlorStore Store { get; }

    /// <summary>Starts a run; the n-th starts n hours after the first.</summary>
    public TestRun Begin(string runId, string fileName = "train.cs", string? version = null)
    {
        var start = FirstStart.AddHours(_runs++);
        return new TestRun(Store.BeginRun(new RunHeader
        {
            Key = RunKey.Create(start),
            ProjectId = "digits",
            RunId = runId,
            Timestamp = start,
            VersionId = version ?? new string((char)('a' + _runs - 1), 40),
            FileName = fileName,
        }));
    }

    /// <summary>Starts to record a replay part of a run.</summary>
    public TestRun Replay(RunKey run, DateTimeOffset start, params string[] names) => new(Store.BeginReplay(new ReplayHeader
    {
        Key = ReplayKey.Create(start),
        Run = run,
        Timestamp = start,
        Names = [.. names],
        PatchedVersionId = new string('f', 40),
    }));

    public RunInfo Find(string runId)
    {
        using var snapshot = Store.TakeSnapshot();
        return snapshot.Runs.Single(run => run.Header.RunId == runId);
    }

    public Task<QueryResult> QueryAsync(string text, IHindsight? hindsight = null) => new FlorQlEngine(Store, hindsight).QueryAsync(text);

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
