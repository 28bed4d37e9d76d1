using System.Collections.Frozen;
using System.Collections.Immutable;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Tables;

/// <summary>A name that some run has logged, has as an argument, or that the newest source of a program logs.</summary>
/// <param name="name">The name.</param>
/// <param name="type">The least upper bound of the kinds of its values.</param>
/// <param name="paths">The loop paths at which it has values, or will have.</param>
/// <param name="isArgument">Whether some run has it as an argument.</param>
/// <param name="sourcePaths">For each program whose newest source logs it, the loops around the statements.</param>
internal sealed class LoggedColumn(
    string name, ExpressionType type, ImmutableArray<LoopPath> paths, bool isArgument, FrozenDictionary<string, ImmutableArray<LoopPath>> sourcePaths)
    : TableColumn(name, type, ColumnRole.Logged)
{
    public ImmutableArray<LoopPath> Paths => paths;

    public bool IsArgument => isArgument;

    public override string Origin => isArgument ? "argument" : sourcePaths.Count > 0 && Type.IsDynamic ? "source" : "logged";

    public override string Grain => string.Join(", ", paths.OrderBy(path => path.Depth).Select(path => path.Depth == 0 ? "run" : path.ToString()));

    /// <summary>
    /// The paths at which a run of a program should have cells of this name: where its newest source logs it; where that does not, wherever
    /// other runs have logged it. An argument is not logged, so it can't be missing.
    /// </summary>
    public ImmutableArray<LoopPath> TargetPaths(string fileName) =>
        sourcePaths.TryGetValue(fileName, out var logged) ? logged : isArgument ? [] : paths;
}
