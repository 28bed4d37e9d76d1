using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>Plans a whole request: patches each version, plans each run, and spreads the work over the workers.</summary>
internal sealed class ReplayPlanner(StoreSnapshot snapshot, SourceLibrary sources, BuildCache builds, CancellationToken cancellation)
{
    private readonly Dictionary<ProgramIdentity, SourceProgram?> _trees = [];
    private readonly Dictionary<(string Version, ProgramIdentity Program, string Names), (PatchedProgram Patch, ProgramLayout Layout)> _patches = [];
    private readonly CostModel _costs = new(snapshot);
    private readonly List<RefusedReplay> _refusals = [];
    private readonly HashSet<(RunKey Group, string Names)> _refusedRanks = [];

    private sealed record Draft(RunInfo Run, WantedCells Wanted, PatchedProgram Patch, RunPlanner Planner);

    public (ImmutableArray<PlannedRun> Runs, ImmutableArray<RefusedReplay> Refusals) Plan(ReplayRequest request)
    {
        var runs = snapshot.Runs.ToDictionary(run => run.Key);
        var drafts = new List<Draft>();
        foreach (var missing in request.Missing.Where(cells => runs.ContainsKey(cells.Run)).GroupBy(cells => cells.Run).OrderBy(group => group.Key))
        {
            cancellation.ThrowIfCancellationRequested();
            if (DraftOf(runs[missing.Key], [.. missing]) is { } draft) drafts.Add(draft);
        }

        return (Cut(drafts, request.Workers.Count), [.. _refusals]);
    }

    private Draft? DraftOf(RunInfo run, List<MissingCells> missing)
    {
        var program = ProgramIdentity.Of(run.Header);
        if (run.Header.WorldSize is { } size)
        {
            ImmutableArray<string> names = [.. missing.Select(cells => cells.Name).Distinct().Order(StringComparer.Ordinal)];
            if (_refusedRanks.Add((run.Header.Group, string.Join('\0', names))))
                Refuse(run, names, $"{size} processes trained it together, and one of them can't be replayed without the others");
            return null;
        }

        try
        {
            var wantedNames = new List<string>();
            foreach (var name in missing.Select(cells => cells.Name).Distinct())
            {
                if (ReasonAgainst(run, program, name) is { } reason) Refuse(run, [name], reason);
                else wantedNames.Add(name);
            }

            return wantedNames.Count == 0 ? null : DraftOf(run, program, [.. missing.Where(cells => wantedNames.Contains(cells.Name))]);
        }
        catch (RefusedException e)
        {
            Refuse(run, [.. missing.Select(cells => cells.Name).Distinct()], e.Message);
            return null;
        }
    }

    private Draft? DraftOf(RunInfo run, ProgramIdentity program, List<MissingCells> missing)
    {
        var names = missing.Select(cells => cells.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        var possible = names.Where(name => Try(run, program, name)).ToList();
        if (possible.Count == 0) return null;
        var (patch, layout) = PatchOf(run.Header.VersionId, program, possible);
        var record = new RunRecord(snapshot, run);
        var wanted = new WantedCells(layout, record, missing.Where(cells => possible.Contains(cells.Name)));
        foreach (var group in wanted.Unfillable.GroupBy(item => item.Reason, item => item.Name, StringComparer.Ordinal)) Refuse(run, [.. group], group.Key);
        return wanted.Count == 0 ? null : new Draft(run, wanted, patch, new RunPlanner(layout, record, wanted, _costs));
    }

    /// <summary>Whether one name can be put into a version; if not, that name alone is refused.</summary>
    private bool Try(RunInfo run, ProgramIdentity program, string name)
    {
        try
        {
            PatchOf(run.Header.VersionId, program, [name]);
            return true;
        }
        catch (RefusedException e)
        {
            Refuse(run, [name], e.Message);
            return false;
        }
    }

    private string? ReasonAgainst(RunInfo run, ProgramIdentity program, string name)
    {
        var old = sources.Version(run.Header.VersionId, program);
        if (old.Flor.Logs.Any(log => log.Name == name))
            return $"this version logs '{name}' itself: where it is missing, its statement did not run, and would not run in a replay";
        return sources.NewestWith(name, program, Tree(program), snapshot.Runs) is null ? $"no source of {program.FileName} logs '{name}' under a constant name" : null;
    }

    private SourceProgram? Tree(ProgramIdentity program) =>
        _trees.TryGetValue(program, out var tree) ? tree : _trees[program] = sources.WorkingTree(program);

    private (PatchedProgram Patch, ProgramLayout Layout) PatchOf(string versionId, ProgramIdentity program, IReadOnlyList<string> names)
    {
        var key = (versionId, program, string.Join('\0', names));
        if (_patches.TryGetValue(key, out var known)) return known;
        var patched = new PatchedProgram(ImmutableSortedDictionary<string, string>.Empty, sources.Version(versionId, program));
        foreach (var group in names.GroupBy(name => sources.NewestWith(name, program, Tree(program), snapshot.Runs)!))
        {
            var next = Propagator.Propagate(group.Key, patched.Program, group);
            patched = new PatchedProgram(patched.Files.SetItems(next.Files), next.Program);
        }

        return _patches[key] = (patched, new ProgramLayout(patched.Program));
    }

    private void Refuse(RunInfo run, ImmutableArray<string> names, string reason) =>
        _refusals.Add(new RefusedReplay(run, names, $"version {run.Header.VersionId[..Math.Min(7, run.Header.VersionId.Length)]}: {reason}"));

    private ImmutableArray<PlannedRun> Cut(List<Draft> drafts, int workers)
    {
        var costs = new BuildCosts(builds, sources);
        ImmutableArray<double> builtIn = [.. drafts.Select(draft => costs.Next(draft.Run.Header, draft.Patch))];
        var segments = new Dictionary<(int Run, int Parts), ImmutableArray<SegmentPlan>>();
        var parts = Schedule.Cut(builtIn, (run, count) => [.. SegmentsOf(run, count).Select(segment => segment.Seconds)], workers);
        return [.. drafts.Select((draft, i) =>
            new PlannedRun(draft.Run, [.. draft.Wanted.Names], draft.Patch, SegmentsOf(i, parts[i]), draft.Wanted.Count, builtIn[i]))];

        ImmutableArray<SegmentPlan> SegmentsOf(int run, int count) =>
            segments.TryGetValue((run, count), out var known) ? known : segments[(run, count)] = drafts[run].Planner.Segments(count);
    }
}
