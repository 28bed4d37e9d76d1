using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Storage.Tests.Segments;

public class RoundTripProperties
{
    private const string Folder = "/store";
    private static readonly string[] Names = ["loss", "val/acc", "it's", "value", "projid"];

    [Fact]
    public void Any_run_reads_the_same_from_its_log_from_segments_and_after_a_kill() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Gen.ListOf(AnyStep()).ToArbitrary(), Holds));

    /// <summary>A step of a training: enter an iteration (with index), end a loop, or log a value of some kind under some name.</summary>
    private static Gen<(int Action, int Name, int Value)> AnyStep() =>
        from action in Gen.Choose(0, 9)
        from name in Gen.Choose(0, Names.Length - 1)
        from value in Gen.Choose(0, Sample.Values.Count - 1)
        select (action, name, value);

    private static bool Holds(IEnumerable<(int Action, int Name, int Value)> steps)
    {
        var disk = new SimulatedDisk();
        var store = FlorStore.OpenOrCreate(Folder, new StoreOptions { WalBytes = 4096, Durability = Durability.Process }, disk);
        var run = store.BeginRun(Sample.Header());
        var model = new Dictionary<string, string>();
        Play(run, steps, model);
        var live = Describe(store);
        var killed = disk.AfterKill();
        run.Finish(RunState.Completed);
        var stored = Describe(store);
        store.Dispose();
        using var recovered = FlorStore.Open(Folder, null, killed);
        return Same(model, live) && Same(model, stored) && Same(model, Describe(recovered));
    }

    private static void Play(RunWriter run, IEnumerable<(int Action, int Name, int Value)> steps, Dictionary<string, string> model)
    {
        var counts = new Dictionary<string, int>();
        var (epoch, epochs, step, steps2) = (ContextId.Root, 0L, ContextId.Root, 0L);
        foreach (var (action, name, value) in steps)
        {
            switch (action)
            {
                case 0:
                    if (step != ContextId.Root) run.EndLoop(epoch, "step", steps2, completed: false);
                    epoch = run.EnterIteration(ContextId.Root, "epoch", epochs++, CellValue.Of("e"));
                    (step, steps2) = (ContextId.Root, 0);
                    break;
                case 1 or 2 when epoch != ContextId.Root:
                    step = run.EnterIteration(epoch, "step", steps2++, CellValue.Null);
                    break;
                default:
                    var (context, place) = Place(action, epoch, epochs, step, steps2);
                    run.Log(context, Names[name], Sample.Values[value]);
                    string key = $"{place.Path}.{Names[name]} {run.Run}  [{place.Indices}]";
                    int occurrence = counts.GetValueOrDefault(key);
                    counts[key] = occurrence + 1;
                    model.Add($"{key} {occurrence}", Training.Text(Sample.Values[value]));
                    break;
            }
        }
    }

    private static (ContextId Context, (string Path, string Indices) Place) Place(int action, ContextId epoch, long epochs, ContextId step, long steps) => action switch
    {
        < 6 when step != ContextId.Root => (step, ("epoch/step", $"{epochs - 1},{steps - 1}")),
        < 9 when epoch != ContextId.Root => (epoch, ("epoch", $"{epochs - 1}")),
        _ => (ContextId.Root, ("", "")),
    };

    private static Dictionary<string, string> Describe(FlorStore store)
    {
        using var snapshot = store.TakeSnapshot();
        return Training.Describe(snapshot);
    }

    private static bool Same(Dictionary<string, string> expected, Dictionary<string, string> actual) =>
        expected.Count == actual.Count && expected.All(pair => actual.TryGetValue(pair.Key, out string? value) && value == pair.Value);
}
