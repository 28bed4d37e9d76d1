namespace FlorDb.Query.Syntax;

/// <summary>
/// The furthest token at which a parse failed, and all that would have been right there. Alternatives that fail earlier say nothing useful,
/// so an error message is made from this.
/// </summary>
internal sealed class FurthestFailure
{
    private HashSet<string> _expected = [];

    public int Position { get; private set; } = -1;

    public IReadOnlyCollection<string> Expected => _expected;

    /// <summary>How many expressions are open around the current token.</summary>
    public int Depth { get; set; }

    public void Record(int position, string expected)
    {
        if (position < Position) return;
        if (position > Position) _expected = [];
        Position = position;
        _expected.Add(expected);
    }

    /// <summary>What was expected at a position so far.</summary>
    public HashSet<string> ExpectedAt(int position) => position == Position ? [.. _expected] : [];

    /// <summary>Replaces what was expected at the furthest position: a rule that failed at its first token stands for its parts.</summary>
    public void Relabel(int position, HashSet<string> before, string label)
    {
        if (position == Position) _expected = [.. before, label];
    }
}
