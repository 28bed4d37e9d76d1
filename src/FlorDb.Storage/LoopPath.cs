using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>
/// The names of nested loops, outermost first: <c>epoch/step</c> is the loop <c>step</c> inside the loop <c>epoch</c>.
/// The root path has no loops: what is logged there belongs to the run as a whole.
/// </summary>
public sealed class LoopPath : IEquatable<LoopPath>
{
    private LoopPath(ImmutableArray<string> loops) => Loops = loops;

    /// <summary>The path outside of all loops.</summary>
    public static LoopPath Root { get; } = new([]);

    /// <summary>The loops' names, outermost first.</summary>
    public ImmutableArray<string> Loops { get; }

    /// <summary>The number of loops.</summary>
    public int Depth => Loops.Length;

    /// <summary>Makes a path from names, outermost first.</summary>
    public static LoopPath Of(params ReadOnlySpan<string> loops) => loops.IsEmpty ? Root : new LoopPath([.. loops]);

    /// <summary>The path of the loop <paramref name="loop"/> inside this one.</summary>
    public LoopPath Append(string loop) => new(Loops.Add(loop));

    /// <summary>Whether this path is <paramref name="other"/> or encloses it.</summary>
    public bool IsPrefixOf(LoopPath other) => other.Depth >= Depth && other.Loops.AsSpan(0, Depth).SequenceEqual(Loops.AsSpan());

    /// <inheritdoc/>
    public bool Equals(LoopPath? other) => other is not null && Loops.AsSpan().SequenceEqual(other.Loops.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LoopPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var loop in Loops) hash.Add(loop, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <summary>The names joined by slashes, for people; empty for the root.</summary>
    public override string ToString() => string.Join('/', Loops);
}
