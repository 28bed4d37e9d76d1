namespace FlorDb.Storage.Arrow;

/// <summary>Columns of equal length with a schema, as Apache Arrow defines them.</summary>
public sealed class RecordBatch
{
}
