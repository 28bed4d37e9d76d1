using System.Collections.Immutable;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Catalog;

/// <summary>Applies edits to a view of the catalog: many at once, as loading a manifest takes time in proportion to its length.</summary>
internal sealed class CatalogBuilder(CatalogView start)
{
    private readonly List<Encoded<SegmentInfo>> _segments = [.. start.Segments];
    private readonly List<Encoded<RunInfo>> _runs = [.. start.Runs];
    private readonly List<Encoded<ReplayInfo>> _replays = [.. start.Replays];
    private readonly List<string> _packs = [.. start.Packs];
    private readonly List<StoreNotice> _notices = [.. start.Notices];
    private readonly List<RemovedFile> _removed = [.. start.Removed];
    private readonly Dictionary<Guid, ManifestItem.WalRetired> _retired = new(start.Retired);
    private readonly Dictionary<string, long> _condemned = new(start.CondemnedPacks, StringComparer.Ordinal);
    private readonly HashSet<RunKey> _deleted = [.. start.DeletedRuns];
    private readonly Dictionary<RunKey, RunKey> _superseded = new(start.Superseded);
    private readonly HashSet<(RunKey Run, CheckpointId Checkpoint)> _dropped = [.. start.DroppedCheckpoints];
    private Dictionary<string, Encoded<SegmentInfo>>? _byName;
    private long _epoch = start.Epoch;

    /// <summary>The view that all items lead to. Nothing may be applied afterwards.</summary>
    public CatalogView Build() => start with
    {
        Epoch = _epoch,
        Segments = [.. _segments],
        Runs = [.. _runs],
        Replays = [.. _replays],
        Packs = [.. _packs],
        Notices = [.. _notices],
        Removed = [.. _removed],
        Retired = _retired,
        CondemnedPacks = _condemned,
        DeletedRuns = _deleted,
        Superseded = _superseded,
        DroppedCheckpoints = _dropped,
    };

    public void Apply(ManifestItem item)
    {
        switch (item)
        {
            case ManifestItem.SegmentAdded added: Add(added.Segment); break;
            case ManifestItem.RunSealed { Run: var run } when !_deleted.Contains(ManifestCodec.KeyOf(run)): _runs.Add(run); break;
            case ManifestItem.ReplaySealed { Replay: var replay } when !_deleted.Contains(ManifestCodec.RunOf(replay)): _replays.Add(replay); break;
            case ManifestItem.RunSealed or ManifestItem.ReplaySealed: break;
            case ManifestItem.WalRetired retired: _retired[retired.Last.Writer] = retired; break;
            case ManifestItem.PackSealed pack: _packs.Add(pack.FileName); break;
            case ManifestItem.Noticed noticed: _notices.Add(noticed.Notice); break;
            case ManifestItem.SegmentsReplaced replaced: Replace(replaced); break;
            case ManifestItem.PacksReplaced replaced: Replace(replaced); break;
            case ManifestItem.PackCondemned condemned: _condemned[condemned.FileName] = condemned.Epoch; break;
            case ManifestItem.PackSpared spared: _condemned.Remove(spared.FileName); break;
            case ManifestItem.RunsDeleted deleted: Delete(deleted); break;
            case ManifestItem.RunSuperseded superseded: _superseded[superseded.Run] = superseded.By; break;
            case ManifestItem.CheckpointsDropped dropped: _dropped.UnionWith(dropped.Checkpoints.Select(checkpoint => (dropped.Run, checkpoint))); break;
            case ManifestItem.EpochBegan began: _epoch = Math.Max(_epoch, began.Epoch); break;
            case ManifestItem.FileRemoved removed: _removed.Add(removed.File); break;
            case ManifestItem.FilesReclaimed reclaimed: Forget(reclaimed.Paths); break;
            default: throw new ArgumentException($"{item.GetType().Name} is no manifest item.", nameof(item));
        }
    }

    private void Add(Encoded<SegmentInfo> segment)
    {
        _segments.Add(segment);
        if (_byName is not null) _byName[NameOf(segment)] = segment;
    }

    private void Replace(ManifestItem.SegmentsReplaced replaced)
    {
        if (_byName is null)
        {
            _byName = new Dictionary<string, Encoded<SegmentInfo>>(_segments.Count, StringComparer.Ordinal);
            foreach (var segment in _segments) _byName[NameOf(segment)] = segment;
        }

        var inputs = replaced.Inputs.Where(_byName.ContainsKey).Select(name => _byName[name]).ToHashSet();
        int first = inputs.Count > 0 ? _segments.FindIndex(inputs.Contains) : _segments.Count;
        _segments.RemoveAll(inputs.Contains);
        _segments.InsertRange(first, replaced.Results);
        foreach (string name in replaced.Inputs) _byName.Remove(name);
        foreach (var result in replaced.Results) _byName[NameOf(result)] = result;
        Remove(replaced.Inputs.Select(name => $"{StoreLayout.SegmentFolderName}/{name}"));
    }

    /// <summary>A segment's name; empty for an item that can't be decoded, which is reported to whoever asks for its rows.</summary>
    private static string NameOf(Encoded<SegmentInfo> segment)
    {
        try
        {
            return segment.Value.FileName;
        }
        catch (StoreException)
        {
            return "";
        }
    }

    private void Replace(ManifestItem.PacksReplaced replaced)
    {
        var inputs = replaced.Inputs.ToHashSet(StringComparer.Ordinal);
        int first = _packs.FindIndex(inputs.Contains);
        _packs.RemoveAll(inputs.Contains);
        _packs.InsertRange(first < 0 ? _packs.Count : first, replaced.Results);
        foreach (string input in inputs) _condemned.Remove(input);
        Remove(replaced.Inputs.Concat(PackId.ParseAll(replaced.Inputs).Select(id => id.IndexName)).Select(name => $"{StoreLayout.PageFolderName}/{name}"));
    }

    private void Delete(ManifestItem.RunsDeleted deleted)
    {
        var runs = WithSuperseded(deleted.Runs);
        _deleted.UnionWith(runs);
        _runs.RemoveAll(run => runs.Contains(ManifestCodec.KeyOf(run)));
        _replays.RemoveAll(replay => runs.Contains(ManifestCodec.RunOf(replay)));
        _dropped.RemoveWhere(dropped => runs.Contains(dropped.Run));
    }

    /// <summary>The runs, and those in whose place they stand.</summary>
    private HashSet<RunKey> WithSuperseded(IEnumerable<RunKey> runs)
    {
        var all = runs.ToHashSet();
        while (_superseded.Where(pair => all.Contains(pair.Value) && !all.Contains(pair.Key)).Select(pair => pair.Key).ToList() is { Count: > 0 } before)
            all.UnionWith(before);
        return all;
    }

    /// <summary>The edit has begun an epoch: the one before is the last in which the files were in use.</summary>
    private void Remove(IEnumerable<string> paths) => _removed.AddRange(paths.Select(path => new RemovedFile(path, _epoch - 1)));

    private void Forget(ImmutableArray<string> paths)
    {
        var gone = paths.ToHashSet(StringComparer.Ordinal);
        _removed.RemoveAll(file => gone.Contains(file.Path));
    }
}
