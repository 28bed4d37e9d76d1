namespace FlorDb.Storage.Wal;

/// <summary>A name of values or loops, with the number by which the reader of a log knows it: equal names have equal numbers.</summary>
internal sealed record LogName(string Text, int Number);
