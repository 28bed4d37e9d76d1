using System.Collections.Concurrent;
using FlorDb.Replay.Planning;
using FlorDb.Replay.Propagation;
using FlorDb.Storage;
using FlorDb.Torch;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Hindsight.Tests;

/// <summary>A training as it was recorded, and with the newest statements put in. Made once for each feature.</summary>
internal sealed class PatchedTraining
{
    private static readonly ConcurrentDictionary<string, Lazy<PatchedTraining>> Known = new(StringComparer.Ordinal);
    private readonly Lazy<SortedDictionary<string, CellValue>> _truth;

    private PatchedTraining(string feature)
    {
        var (newest, old) = (TrainingText.Newest(feature), TrainingText.Old(feature));
        var patched = Propagator.Propagate(CompiledTraining.Parse(newest), CompiledTraining.Parse(old), TrainingText.Places.Keys.Select(TrainingText.NameAt));
        Recorded = CompiledTraining.Compile(old);
        Patched = CompiledTraining.Compile(patched.Program.Files[CompiledTraining.FileName]);
        Layout = new ProgramLayout(patched.Program);
        _truth = new(FromScratch);
    }

    public Action<Flor> Recorded { get; }

    public Action<Flor> Patched { get; }

    public ProgramLayout Layout { get; }

    public static PatchedTraining Of(string feature) => Known.GetOrAdd(feature, key => new(() => new PatchedTraining(key))).Value;

    /// <summary>What the patched training logs under a name when it runs from scratch.</summary>
    public SortedDictionary<string, CellValue> Truth(string name) =>
        new(_truth.Value.Where(cell => cell.Key.Split(' ')[^1] == name).ToDictionary(), StringComparer.Ordinal);

    private SortedDictionary<string, CellValue> FromScratch()
    {
        using var store = new TrainingStore();
        return store.Cells(store.Record(Patched));
    }
}
