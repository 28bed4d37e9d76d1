using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Torch.Distributed;

/// <summary>
/// Sees to it that the ranks of a run take their checkpoints at the same places, since only there all of them can go on together, and that what is the same
/// in all of them is stored once. Decisions belong to the training thread, the writing to another.
/// </summary>
internal abstract class CheckpointAgreement : IDisposable
{
    /// <summary>An iteration of an outermost loop begins.</summary>
    /// <param name="position">The position of a checkpoint at its end.</param>
    /// <param name="wants">Whether this rank's policy wants checkpoints of it.</param>
    public abstract void BeginIteration(CheckpointPosition position, Func<bool> wants);

    /// <summary>Whether there is to be a checkpoint; null if that did not become known in time.</summary>
    /// <param name="position">Where.</param>
    /// <param name="wants">Whether this rank's policy wants one.</param>
    public abstract bool? Agree(CheckpointPosition position, Func<bool> wants);

    /// <summary>Why a checkpoint was taken.</summary>
    public virtual CheckpointReason Explain(CheckpointReason reason) => reason;

    /// <summary>A checkpoint is about to be written.</summary>
    public virtual void BeforeWriting(CheckpointPosition position)
    {
    }

    /// <summary>A checkpoint that was to be is written, or given up. From any thread.</summary>
    public virtual void OnSettled(CheckpointPosition position, bool isWritten)
    {
    }

    public abstract void Dispose();

    /// <summary>The place that is decided about: an iteration of an outermost loop, with all positions in it, or a position before or after such a loop.</summary>
    protected static string PlaceOf(CheckpointPosition position) => position.Indices is [var iteration, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{position.Path.Loops[0]}[{iteration}]")
        : position.ToString();
}
