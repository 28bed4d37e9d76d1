namespace FlorDb.Storage.Segments;

/// <summary>The keys of a segment's own metadata. They are part of the file format.</summary>
internal static class SegmentMetadata
{
    /// <summary>In the schema: what the rows are, a <see cref="SegmentKind"/>.</summary>
    public const string KindKey = "flordb.segment";

    /// <summary>In the schema: the loop path, a JSON array of names.</summary>
    public const string PathKey = "flordb.path";

    /// <summary>In the schema: whose rows each batch holds.</summary>
    public const string RunsKey = "flordb.runs";

    /// <summary>In the footer: the rows of each batch, and for each column the smallest and the largest value and the number of nulls.</summary>
    public const string ZonesKey = "flordb.zones";
}
