namespace FlorDb.Storage.Wal;

/// <summary>Decodes one thing from its fields; bytes that don't fit are an <see cref="InvalidDataException"/>.</summary>
internal delegate T Decoder<out T>(ref RecordReader reader);
