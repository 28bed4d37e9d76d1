namespace FlorDb.Query.Syntax;

/// <summary>Wording of messages.</summary>
internal static class TextExtensions
{
    /// <summary><c>a, b or c</c>.</summary>
    public static string JoinedByOr(this IReadOnlyList<string> items) =>
        items.Count <= 1 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} or {items[^1]}";
}
