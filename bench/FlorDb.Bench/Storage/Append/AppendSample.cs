namespace FlorDb.Bench.Storage.Append;

/// <summary>How long it took to append all cells, and until the store was closed and its log merged, in seconds.</summary>
internal readonly record struct AppendSample(double Appended, double Closed);
