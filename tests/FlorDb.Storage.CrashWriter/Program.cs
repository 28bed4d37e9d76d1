using System.Globalization;
using FlorDb.Storage;

// Records a run in the store of the first argument, until it is killed or the count of the second argument is reached, and says on standard output
// which values are acknowledged: one number a line.
var options = new StoreOptions { WalBytes = 64 * 1024, CommitInterval = TimeSpan.FromMilliseconds(20) };
long count = long.Parse(args[1], CultureInfo.InvariantCulture);
using var store = FlorStore.OpenOrCreate(args[0], options);
var start = DateTimeOffset.UtcNow;
using var run = store.BeginRun(new RunHeader
{
    Key = RunKey.Create(start),
    ProjectId = "crash",
    RunId = args[2],
    Timestamp = start,
    VersionId = "none",
    FileName = "Program.cs",
});
var output = Console.Out;
for (long i = 0; i < count; i++)
{
    var step = run.EnterIteration(ContextId.Root, "step", i, CellValue.Null);
    run.Log(step, "n", CellValue.Of(i));
    output.WriteLine(i.ToString(CultureInfo.InvariantCulture));
    output.Flush();
    if (i % 500 != 499) continue;
    using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("step"), [i], CheckpointMoment.IterationEnd, i + 1));
    checkpoint.Add("i", "the step", BitConverter.GetBytes(i));
    checkpoint.Commit(DateTimeOffset.UtcNow, 0);
}

run.EndLoop(ContextId.Root, "step", count, completed: true);
run.Finish(RunState.Completed);
