using System.Collections.Immutable;
using FlorDb.Replay.Planning.State;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>Where a patched program logs what, and which of its loops can be skipped or entered in the middle.</summary>
internal sealed class ProgramLayout
{
    private readonly SourceProgram _program;
    private readonly HiddenState _state;
    private readonly ILookup<LoopPath, FlorLoop> _loops;

    public ProgramLayout(SourceProgram program)
    {
        _program = program;
        _state = new HiddenState(program);
        _loops = (from loop in program.Flor.Loops from path in program.Calls.PathsOf(loop.Syntax) select (path: path.Append(loop.Name), loop))
            .ToLookup(pair => pair.path, pair => pair.loop);
    }

    /// <summary>The statements that log a name at a path.</summary>
    public IEnumerable<LogCall> SitesOf(string name, LoopPath path) =>
        _program.Flor.Logs.Where(log => log.Name == name && _program.Calls.PathsOf(log.Syntax).Contains(path));

    /// <summary>The paths at which a name is logged.</summary>
    public IEnumerable<LoopPath> PathsOf(string name) =>
        _program.Flor.Logs.Where(log => log.Name == name).SelectMany(log => _program.Calls.PathsOf(log.Syntax)).Distinct();

    /// <summary>The loops directly inside of an outermost one, in the order of the program's text.</summary>
    public IEnumerable<LoopPath> NestedIn(string outermost) =>
        _loops.Select(group => group.Key).Where(path => path.Depth == 2 && path.Loops[0] == outermost);

    public ImmutableArray<string> LeaksOf(LoopPath path) => [.. _loops[path].SelectMany(loop => _state.LeaksOf(loop)).Distinct()];

    public ImmutableArray<string> CarriedBy(LoopPath path) => [.. _loops[path].SelectMany(loop => _state.CarriedBy(loop)).Distinct()];

    /// <summary>Whether a statement may run after a loop has been entered.</summary>
    public bool MayFollow(LogCall site, LoopPath loop) => _loops[loop].Any(other => !ExecutionOrder.IsBefore(_program, site.Syntax, other.Syntax));
}
