using System.Globalization;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Verification;

/// <summary>
/// Completes a catalog of which edits are lost, from the files: segments and packs describe themselves. A segment whose rows are known from others is
/// left alone: it was merged, or not finished.
/// </summary>
internal sealed class CatalogRebuilder(IStoreFileSystem files, StoreLayout layout, ICollection<RepairAction> actions, WorkProgress progress)
{
    private readonly SegmentDescriber _describer = new(files, layout);
    private readonly Dictionary<string, SegmentDescription?> _descriptions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _logs = [.. OpenWals.List(files, layout).Select(id => id.Stem)];

    public CatalogView Rebuild(CatalogView known)
    {
        var found = FindSegments(known);
        foreach (var segment in found) known = Add(known, segment);
        known = AddRuns(known);
        known = known with { Packs = [.. known.Packs, .. FindPacks(known)], Epoch = NextEpoch(known) };
        known = FindRetired(known, found);
        return known with { IsComplete = true, Notices = known.Notices.RemoveAll(notice => notice.File == ManifestReader.FileName) };
    }

    /// <summary>The segments that the catalog should name and doesn't, largest first: what merges others goes before them.</summary>
    private List<SegmentDescription> FindSegments(CatalogView known)
    {
        var named = known.Segments.Select(segment => segment.Value.FileName).ToHashSet(StringComparer.Ordinal);
        var removed = known.Removed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var unnamed = files.List(layout.SegmentFolder)
            .Where(name => name.EndsWith(StoreLayout.SegmentExtension, StringComparison.Ordinal) && !named.Contains(name) && !removed.Contains($"{StoreLayout.SegmentFolderName}/{name}"))
            .Where(name => !_logs.Any(stem => name.StartsWith(stem, StringComparison.Ordinal)))
            .ToList();
        if (unnamed.Count == 0) return [];
        var seen = named.Select(Describe).OfType<SegmentDescription>().SelectMany(segment => segment.Keys).ToHashSet();
        var found = new List<SegmentDescription>();
        foreach (var segment in unnamed.Select(TryDescribe).OfType<SegmentDescription>().OrderByDescending(segment => segment.Keys.Length))
            if (!segment.Keys.Any(seen.Contains))
            {
                found.Add(segment);
                seen.UnionWith(segment.Keys);
                Note($"segments/{segment.Info.FileName}", $"The manifest did not name it. It is in the store again, with {SegmentVerifier.Describe(segment.Info)}.", segment.Info);
            }

        return [.. found.OrderBy(segment => segment.Started).ThenBy(segment => segment.Info.FileName, StringComparer.Ordinal)];
    }

    /// <summary>What a segment tells of itself; each file is read once.</summary>
    private SegmentDescription? Describe(string name)
    {
        if (_descriptions.TryGetValue(name, out var known)) return known;
        var description = _describer.TryDescribe(name);
        _descriptions.Add(name, description);
        progress.Advance($"{StoreLayout.SegmentFolderName}/{name}", description?.Info.Bytes ?? 0);
        return description;
    }

    private SegmentDescription? TryDescribe(string name)
    {
        var description = Describe(name);
        if (description is null) actions.Add(new RepairAction($"segments/{name}", "The manifest does not name it, and it is damaged: its rows are lost. The file stays where it is.", []));
        return description;
    }

    /// <summary>Puts a segment before those of its path that started later.</summary>
    private CatalogView Add(CatalogView known, SegmentDescription segment)
    {
        int place = 0;
        while (place < known.Segments.Length && !IsLater(known.Segments[place].Value, segment)) place++;
        return known with { Segments = known.Segments.Insert(place, ManifestCodec.Encode(segment.Info)) };
    }

    private bool IsLater(SegmentInfo other, SegmentDescription segment) =>
        other.Kind == segment.Info.Kind && other.Path.Equals(segment.Info.Path) && Describe(other.FileName) is { } described && described.Started > segment.Started;

    /// <summary>Runs and replays whose own rows stand in a segment: also in one whose edit is intact, as it may have been merged from others.</summary>
    private CatalogView AddRuns(CatalogView known)
    {
        var told = known.Segments.Select(segment => segment.Value)
            .Where(segment => segment.Kind == SegmentKind.Replays || segment is { Kind: SegmentKind.Loop, Path.Depth: 0 })
            .Select(segment => Describe(segment.FileName))
            .OfType<SegmentDescription>()
            .ToList();
        var runs = known.Runs.Select(ManifestCodec.KeyOf).ToHashSet();
        var replays = known.Replays.Select(replay => replay.Value.Key).ToHashSet();
        var newRuns = told.SelectMany(segment => segment.Runs)
            .Where(run => !known.DeletedRuns.Contains(run.Header.Key) && runs.Add(run.Header.Key))
            .Select(run => ManifestCodec.Encode(run.Header, new RunEnd(run.State, ToTicks(run.Seconds), run.Message)))
            .ToList();
        var newReplays = told.SelectMany(segment => segment.Replays)
            .Where(replay => !known.DeletedRuns.Contains(replay.Header.Run) && replays.Add(replay.Key))
            .Select(replay => ManifestCodec.Encode(replay.Header, replay.Summary))
            .ToList();
        return AddSuperseded(known with { Runs = known.Runs.AddRange(newRuns), Replays = known.Replays.AddRange(newReplays) });
    }

    /// <summary>A run that goes on with another, and whose own rows are sealed, has taken that one's place.</summary>
    private static CatalogView AddSuperseded(CatalogView known)
    {
        var superseded = new Dictionary<RunKey, RunKey>(known.Superseded);
        foreach (var run in known.Runs.Select(run => run.Value.Header))
            if (run.Continues is { } other) superseded.TryAdd(other, run.Key);
        return known with { Superseded = superseded };
    }

    private static long? ToTicks(double? seconds) => seconds is { } known ? (long)Math.Round(known * TimeSpan.TicksPerSecond) : null;

    private List<string> FindPacks(CatalogView known)
    {
        var removed = known.Removed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var found = PackFolder.List(files, layout)
            .Where(id => !known.Packs.Contains(id.FileName) && !removed.Contains($"{StoreLayout.PageFolderName}/{id.FileName}"))
            .Where(id => !files.FileExists(layout.WriterLock(id.Writer)))
            .Select(id => id.FileName)
            .ToList();
        foreach (string name in found) actions.Add(new RepairAction($"pages/{name}", "The manifest did not name it. It is in the store again.", []));
        return found;
    }

    /// <summary>A log whose segments are there, or behind which a carry file stands, is sealed.</summary>
    private CatalogView FindRetired(CatalogView known, List<SegmentDescription> found)
    {
        var carries = files.List(layout.WalFolder).Where(name => name.EndsWith(".carry", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var ended = found.Select(segment => segment.Info.FileName).Concat(carries).Select(ParseStem).OfType<WalId>().Where(id => !_logs.Contains(id.Stem));
        foreach (var last in ended.GroupBy(id => id.Writer).Select(group => group.MaxBy(id => id.Number)!))
        {
            if (known.Retired.GetValueOrDefault(last.Writer) is { } retired && retired.Last.Number >= last.Number) continue;
            long carryBytes = carries.Contains(last.CarryName) ? LengthOf(layout.Carry(last)) : 0;
            known = known.With(new ManifestItem.WalRetired(last, carryBytes));
        }

        return known;
    }

    /// <summary>The log that a file's name begins with.</summary>
    private static WalId? ParseStem(string name)
    {
        var parts = Path.GetFileNameWithoutExtension(name).Split('-');
        return parts.Length >= 2 && Guid.TryParseExact(parts[0], "N", out var writer)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new WalId(writer, number)
            : null;
    }

    /// <summary>An epoch that nobody can have pinned before.</summary>
    private long NextEpoch(CatalogView known)
    {
        var pinned = files.List(layout.LockFolder).Select(StoreLayout.EpochOf).OfType<long>();
        return 1 + pinned.Concat(known.Removed.Select(file => file.Epoch)).Append(known.Epoch).Max();
    }

    private long LengthOf(string path)
    {
        using var file = files.OpenForReading(path);
        return file.Length;
    }

    private void Note(string file, string text, SegmentInfo segment) => actions.Add(new RepairAction(file, text, [.. segment.Runs.Select(run => run.Run).Distinct()]));
}
