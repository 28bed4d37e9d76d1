using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>The missing cells of one run that executing it again can fill, by where their statements stand.</summary>
internal sealed class WantedCells
{
    private readonly ProgramLayout _layout;
    private readonly RunRecord _record;
    private readonly List<(string Name, string Reason)> _unfillable = [];
    private readonly HashSet<LoopPath> _paths = [];

    public WantedCells(ProgramLayout layout, RunRecord record, IEnumerable<MissingCells> missing)
    {
        _layout = layout;
        _record = record;
        foreach (var cells in missing)
        {
            var before = Count;
            var sites = layout.SitesOf(cells.Name, cells.Path).ToList();
            if (sites.Count == 0) _unfillable.Add((cells.Name, WrongPlace(cells)));
            else if (cells.Path.Depth == 0) AddRoot(cells, sites);
            else AddIterations(cells, sites);
            if (Count > before) Names = Names.Add(cells.Name);
            else if (sites.Count > 0 && cells.Iterations.Length > 0) _unfillable.Add((cells.Name, $"the run was cut off before '{cells.Name}' would have been logged"));
        }
    }

    /// <summary>How many cells can be filled.</summary>
    public long Count { get; private set; }

    public ImmutableSortedSet<string> Names { get; private set; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The iterations of each outermost loop that hold wanted cells.</summary>
    public Dictionary<string, SortedSet<long>> Iterations { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a wanted statement stands outside of all loops.</summary>
    public bool WantsRoot { get; private set; }

    /// <summary>How many of the outermost loops have to be behind the program when the last wanted statement outside of them runs.</summary>
    public int LoopsBeforeRoot { get; private set; }

    /// <summary>The names that can't be filled at all, with the reason.</summary>
    public IEnumerable<(string Name, string Reason)> Unfillable => _unfillable.Where(item => !Names.Contains(item.Name)).Distinct();

    /// <summary>Whether a wanted statement stands inside of a loop.</summary>
    public bool IsWantedIn(LoopPath loop) => _paths.Any(loop.IsPrefixOf);

    private string WrongPlace(MissingCells cells)
    {
        var paths = _layout.PathsOf(cells.Name).Select(path => path.Depth == 0 ? "outside of all loops" : $"in loop '{path}'").ToList();
        var wanted = cells.Path.Depth == 0 ? "outside of all loops" : $"in loop '{cells.Path}'";
        return $"'{cells.Name}' is logged {(paths.Count == 0 ? "in code that nothing calls" : string.Join(" and ", paths))} in this version, not {wanted}";
    }

    private void AddRoot(MissingCells cells, List<LogCall> sites)
    {
        var before = _record.Order.TakeWhile((_, index) => _record.Order.Skip(index).Any(later => sites.Any(site => _layout.MayFollow(site, LoopPath.Of(later))))).ToList();
        if (before.Any(loop => !_record.HasEnded(loop))) return;
        WantsRoot = true;
        LoopsBeforeRoot = Math.Max(LoopsBeforeRoot, before.Count);
        Count += cells.Iterations.Length;
        _paths.Add(LoopPath.Root);
    }

    private void AddIterations(MissingCells cells, List<LogCall> sites)
    {
        var loop = cells.Path.Loops[0];
        if (!_record.Loops.TryGetValue(loop, out var recorded)) return;
        var iterations = recorded.ToDictionary(iteration => iteration.Index);
        var early = !sites.Any(site => _layout.NestedIn(loop).Any(nested => _layout.MayFollow(site, nested)));
        var last = cells.Iterations.Select(indices => indices.Length > 1 ? indices[^1] : -1).DefaultIfEmpty(-1).Max();
        foreach (var indices in cells.Iterations)
        {
            if (!iterations.TryGetValue(indices[0], out var iteration)) continue;
            // Of an iteration that was cut off, only what stood before the cut is known to be reached again.
            if (iteration.Seconds is null && (cells.Path.Depth == 1 ? !early : indices[^1] == last)) continue;
            if (!Iterations.TryGetValue(loop, out var wanted)) Iterations[loop] = wanted = [];
            wanted.Add(indices[0]);
            _paths.Add(cells.Path);
            Count++;
        }
    }
}
