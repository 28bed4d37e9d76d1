namespace FlorDb.Query.Syntax;

/// <summary>Wording of messages.</summary>
internal static class TextExtensions
{
    /// <summary>The sentence with a capital at its beginning.</summary>
    public static string Capitalized(this string sentence) => sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    /// <summary><c>a, b or c</c>.</summary>
    public static string JoinedByOr(this IReadOnlyList<string> items) =>
        items.Count <= 1 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} or {items[^1]}";
}
