using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>A name that was logged at some loop path.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kinds">The kinds of its values, sorted.</param>
/// <param name="IsArgument">Whether some run has it as an argument.</param>
public sealed record LoggedName(string Name, ImmutableArray<CellKind> Kinds, bool IsArgument);
