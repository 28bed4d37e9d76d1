using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Query;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name: the alias, or the expression as it was written.</param>
/// <param name="Kind">The kind of each of its values that is not NULL; <see cref="CellKind.Null"/> when all are NULL.</param>
/// <param name="ElementType">For n-d values the type of their elements, when all agree; otherwise null.</param>
/// <param name="Shape">For n-d values their shape, when all agree; otherwise default.</param>
public sealed record QueryColumn(string Name, CellKind Kind, ElementType? ElementType = null, ImmutableArray<long> Shape = default);
