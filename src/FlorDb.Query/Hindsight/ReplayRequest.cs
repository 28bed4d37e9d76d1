using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Query.Hindsight;

/// <summary>Cells to be filled, and what may be used for it.</summary>
/// <param name="Missing">The missing cells, by run and name.</param>
/// <param name="Workers">The machines' share to use.</param>
public sealed record ReplayRequest(ImmutableArray<MissingCells> Missing, WorkerPool Workers);

/// <summary>The missing cells of one name in one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Name">The name.</param>
/// <param name="Path">The loops at whose grain the name is logged.</param>
/// <param name="Iterations">The indices of each iteration that lacks the cell, as long as the path is deep; one empty array for the root.</param>
public sealed record MissingCells(RunKey Run, string Name, LoopPath Path, ImmutableArray<ImmutableArray<long>> Iterations);

/// <summary>How many workers a replay may use, of what kind, and where.</summary>
/// <param name="Kind">What each worker occupies.</param>
/// <param name="Count">How many at once, at least one.</param>
/// <param name="Launcher">Who starts them.</param>
public sealed record WorkerPool(WorkerKind Kind, int Count, WorkerLauncher Launcher = WorkerLauncher.Local);

/// <summary>What a replay worker occupies.</summary>
public enum WorkerKind
{
    /// <summary>A share of the processor's cores.</summary>
    Cpu,

    /// <summary>One GPU.</summary>
    Gpu,
}

/// <summary>Who starts the workers of a replay.</summary>
public enum WorkerLauncher
{
    /// <summary>The process that replays, on its own machine.</summary>
    Local,

    /// <summary>The workload manager Slurm, on the machines of its cluster: each segment is a task of a job array.</summary>
    Slurm,
}
