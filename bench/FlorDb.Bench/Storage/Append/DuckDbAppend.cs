using FlorDb.Bench.Peers;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;

namespace FlorDb.Bench.Storage.Append;

/// <summary>Appends a trace to DuckDB through its appender.</summary>
internal sealed class DuckDbAppend(string command)
{
    public DuckDbAppendSample Measure(BenchContext context, string traceFile, TrainingTrace trace)
    {
        using var folder = context.NewFolder();
        var answer = DuckDbPeer.Run(context.Folders, command, traceFile, folder.At("cells.duckdb"));
        Check.Equal(trace.Steps * TrainingTrace.Metrics.Length, answer["count"], "DuckDB's rows");
        Check.Close(trace.Sum(), answer["sum"], "DuckDB's sum");
        return new DuckDbAppendSample(answer["appended"], answer["closed"], answer["p50"], answer["p99"]);
    }
}
