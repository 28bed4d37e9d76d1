using FlorDb.Storage.Catalog;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>
/// Decides what of a log goes into segments: all that can't change any more. A run that was to go on with another, and is over before it has taken
/// that one's place, is given up: nobody has seen it.
/// </summary>
internal sealed class SealPlan(IReadOnlyDictionary<long, RunImage> all, WriterState writer, CatalogView catalog)
{
    private static readonly RunEnd Interrupted = new(RunState.Interrupted, null, null);
    private readonly RunImage[] _images = [.. all.Values.Where(image => !catalog.IsPending(image.Header))];

    /// <summary>The rows, by loop path, run by run.</summary>
    public IEnumerable<(LoopPath Path, IReadOnlyList<SealedRows> Rows)> Tables()
    {
        var rows = _images.SelectMany(Seal).Where(part => part.Count > 0);
        return rows.GroupBy(part => part.Block.Path)
            .OrderBy(group => group.Key.Depth)
            .ThenBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => (group.Key, (IReadOnlyList<SealedRows>)[.. group]));
    }

    public List<LoopEndInfo> LoopEnds() => [.. _images.SelectMany(image => image.LoopEnds)];

    public List<CheckpointInfo> Checkpoints() => [.. _images.SelectMany(image => image.Checkpoints)];

    public List<ReplayInfo> Replays() =>
        [.. _images.Where(image => image.Replay is not null && IsOver(image)).Select(image => new ReplayInfo(image.Replay!, image.Summary))];

    /// <summary>The runs and replay parts that are over.</summary>
    public IEnumerable<ManifestItem> Ended()
    {
        foreach (var image in _images.Where(IsOver))
        {
            if (image.Header is { } header) yield return new ManifestItem.RunSealed(header, image.End ?? Interrupted);
            else yield return new ManifestItem.ReplaySealed(image.Replay!, image.Summary);
        }
    }

    public RunState StateOf(RunImage image) => image.End?.State ?? (IsOver(image) ? RunState.Interrupted : RunState.Running);

    private bool IsOver(RunImage image) => writer == WriterState.Gone || image.HasEnded;

    private IEnumerable<SealedRows> Seal(RunImage image)
    {
        var open = Open(image).ToLookup(place => place.Block, place => place.Iteration);
        return image.Blocks.Select(block => block.Seal(open[block].ToHashSet()));
    }

    /// <summary>The iterations that are open, the run as a whole among them.</summary>
    private IEnumerable<(RowBlock Block, int Iteration)> Open(RunImage image) =>
        IsOver(image) ? [] : [(image.Root, 0), .. image.OpenLoops.Select(loop => image.Find(loop.Current))];
}
