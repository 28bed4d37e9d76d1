namespace FlorDb.Query.Formats;

/// <summary>The forms in which a result can be written.</summary>
public enum ResultFormat
{
    /// <summary>A JSON array with one object per row.</summary>
    Json,

    /// <summary>Comma-separated values after RFC 4180, with a header line.</summary>
    Csv,

    /// <summary>An Arrow IPC file.</summary>
    Arrow,
}
