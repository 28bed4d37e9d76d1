using System.Collections.Immutable;
using System.Globalization;

namespace FlorDb.Storage;

/// <summary>Where in a run's execution a checkpoint stands.</summary>
/// <param name="Path">The loop that the moment speaks of, with those around it.</param>
/// <param name="Indices">
/// Iteration indices, outermost first: of every loop in <paramref name="Path"/> for <see cref="CheckpointMoment.IterationEnd"/>,
/// of all but the last for the other moments.
/// </param>
/// <param name="Moment">The point of that loop.</param>
/// <param name="Iterations">How many iterations of that loop the parent had had at that point.</param>
public sealed record CheckpointPosition(LoopPath Path, ImmutableArray<long> Indices, CheckpointMoment Moment, long Iterations)
{
    /// <inheritdoc/>
    public bool Equals(CheckpointPosition? other) =>
        other is not null && Path.Equals(other.Path) && Indices.AsSpan().SequenceEqual(other.Indices.AsSpan())
        && Moment == other.Moment && Iterations == other.Iterations;

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Path);
        foreach (var index in Indices) hash.Add(index);
        hash.Add(Moment);
        hash.Add(Iterations);
        return hash.ToHashCode();
    }

    /// <summary>The position as text, the same for equal ones: <c>IterationEnd 4 of epoch[3]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Moment} {Iterations} of {Path}[{string.Join(',', Indices)}]");
}
