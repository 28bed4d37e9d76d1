namespace FlorDb.Storage.Segments;

/// <summary>What a column of a segment is for, as its metadata says it. The words are part of the file format.</summary>
internal static class ColumnRole
{
    public const string RoleKey = "flordb.role";
    public const string NameKey = "flordb.name";
    public const string KindKey = "flordb.kind";
    public const string DepthKey = "flordb.depth";

    public const string Run = "run";
    public const string Replay = "replay";
    public const string Occurrence = "occurrence";
    public const string Index = "index";
    public const string Value = "value";
    public const string Started = "started";
    public const string Seconds = "seconds";
    public const string Property = "property";
    public const string Argument = "argument";
    public const string Cell = "cell";
}
