namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Positions of fields in the tables of Arrow's FlatBuffers schemas (Schema.fbs, Message.fbs, File.fbs), and codes of their enumerations.</summary>
internal static class FlatIds
{
    public const short VersionV4 = 3;
    public const short VersionV5 = 4;

    internal static class Message
    {
        public const int Version = 0;
        public const int HeaderType = 1;
        public const int Header = 2;
        public const int BodyLength = 3;
        public const int FieldCount = 4;
    }

    internal static class Schema
    {
        public const int Endianness = 0;
        public const int Fields = 1;
        public const int Metadata = 2;
        public const int FieldCount = 3;
    }

    internal static class Field
    {
        public const int Name = 0;
        public const int Nullable = 1;
        public const int TypeType = 2;
        public const int Type = 3;
        public const int Dictionary = 4;
        public const int Children = 5;
        public const int Metadata = 6;
        public const int FieldCount = 7;
    }

    internal static class KeyValue
    {
        public const int Key = 0;
        public const int Value = 1;
        public const int FieldCount = 2;
    }

    internal static class Dictionary
    {
        public const int Id = 0;
        public const int IndexType = 1;
        public const int IsOrdered = 2;
        public const int FieldCount = 3;
    }

    internal static class RecordBatch
    {
        public const int Length = 0;
        public const int Nodes = 1;
        public const int Buffers = 2;
        public const int Compression = 3;
        public const int FieldCount = 4;
        public const int StructBytes = 16;
        public const int StructWords = 2;
    }

    internal static class BodyCompression
    {
        public const int Codec = 0;
        public const int Method = 1;
        public const int FieldCount = 2;
        public const byte Lz4Frame = 0;
        public const byte Zstd = 1;
        public const byte ByBuffer = 0;
    }

    internal static class DictionaryBatch
    {
        public const int Id = 0;
        public const int Data = 1;
        public const int IsDelta = 2;
        public const int FieldCount = 3;
    }

    internal static class Footer
    {
        public const int Version = 0;
        public const int Schema = 1;
        public const int Dictionaries = 2;
        public const int RecordBatches = 3;
        public const int Metadata = 4;
        public const int FieldCount = 5;
        public const int BlockBytes = 24;
        public const int BlockWords = 3;
    }
}
