namespace FlorDb.Storage;

/// <summary>Something that a reader of the store should know: a torn tail that was cut, a file that is damaged.</summary>
/// <param name="File">The file, relative to the store's folder.</param>
/// <param name="Offset">The first byte that could not be used.</param>
/// <param name="Text">What was found and what it means, for people.</param>
public sealed record StoreNotice(string File, long Offset, string Text);
