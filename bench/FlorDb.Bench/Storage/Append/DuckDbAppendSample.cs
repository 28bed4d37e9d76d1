namespace FlorDb.Bench.Storage.Append;

/// <summary>Seconds until all was appended and until the database was checkpointed; percentiles of one appended row in nanoseconds.</summary>
internal readonly record struct DuckDbAppendSample(double Appended, double Closed, double P50, double P99);
