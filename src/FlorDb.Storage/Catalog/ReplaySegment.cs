using System.Collections.Immutable;
using FlorDb.Storage.Catalog;

namespace FlorDb.Storage;

/// <summary>
/// What one replay worker executes. Beside the store, the file with this record is all that crosses the line between the process that plans a
/// replay and the training program that runs it. The contract is <c>spec/replay.md</c>.
/// </summary>
public sealed record ReplaySegment
{
    /// <summary>The environment variable that holds the path of the segment file.</summary>
    public const string FileVariable = "FLORDB_REPLAY_SEGMENT";

    /// <summary>The store's folder, as a full path.</summary>
    public required string Store { get; init; }

    /// <summary>Who the worker is and what it fills.</summary>
    public required ReplayHeader Header { get; init; }

    /// <summary>The outermost loops to execute, in the order of the program. An outermost loop that is not among them is skipped.</summary>
    public ImmutableArray<LoopSegment> Loops { get; init; } = [];

    /// <summary>
    /// Nested loops that are not executed: the state that was recorded after them is restored instead. Where there is no such checkpoint, they are executed.
    /// </summary>
    public ImmutableArray<LoopPath> SkippedLoops { get; init; } = [];

    /// <summary>Whether the program goes on after the last of <see cref="Loops"/> (skipping later loops) to its end; otherwise it ends there.</summary>
    public bool RunsToEnd { get; init; }

    /// <summary>Reads a segment file.</summary>
    /// <exception cref="StoreException">The file is missing, or is not a segment file of this version.</exception>
    public static ReplaySegment Load(string file)
    {
        try
        {
            return ReplaySegmentFile.Parse(File.ReadAllText(file), file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The replay segment {file} can't be read: {failure.Message}", failure);
        }
    }

    /// <summary>Writes a segment file.</summary>
    /// <exception cref="StoreException">The file can't be written.</exception>
    public void Save(string file)
    {
        try
        {
            File.WriteAllText(file, ReplaySegmentFile.Format(this));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The replay segment {file} can't be written: {failure.Message}", failure);
        }
    }
}

/// <summary>Which iterations of an outermost loop a replay worker executes.</summary>
/// <param name="Loop">The loop's name.</param>
/// <param name="Ranges">
/// Ascending, not touching. Before the first iteration of a range the worker restores the state at the end of the iteration before it (for
/// iteration 0: the state before the loop, where it was captured).
/// </param>
public sealed record LoopSegment(string Loop, ImmutableArray<IterationRange> Ranges);

/// <summary>Iterations from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
/// <param name="First">The index of the first.</param>
/// <param name="Last">The index of the last.</param>
public sealed record IterationRange(long First, long Last);
