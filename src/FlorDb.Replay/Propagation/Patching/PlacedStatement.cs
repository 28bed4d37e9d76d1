using FlorDb.Replay.Propagation.Source;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>What becomes of a statement of the newest source in an old version.</summary>
/// <param name="Item">The statement.</param>
/// <param name="Home">The list that it goes into.</param>
/// <param name="Index">The index of the statement there that it is put before.</param>
/// <param name="Text">Its text there; empty where a statement of the old version takes its part.</param>
internal sealed record PlacedStatement(StatementInfo Item, StatementList Home, int Index, string Text)
{
    /// <summary>The first place in the list where a variable that it declares can be used.</summary>
    public int FirstUse => Text.Length > 0 ? Index : Index + 1;
}
