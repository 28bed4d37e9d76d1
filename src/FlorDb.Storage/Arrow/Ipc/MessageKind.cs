namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>What a message carries; the numbers are those of the format's union MessageHeader.</summary>
internal enum MessageKind : byte
{
    None = 0,
    Schema = 1,
    DictionaryBatch = 2,
    RecordBatch = 3,
}
