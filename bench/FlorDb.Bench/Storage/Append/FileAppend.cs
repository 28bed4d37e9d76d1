using System.Buffers.Binary;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;

namespace FlorDb.Bench.Storage.Append;

/// <summary>Writes as many bytes to a plain file through a buffer: the least that any log does, and it loses the buffer when killed.</summary>
internal static class FileAppend
{
    private const int BufferBytes = 64 * 1024;

    public static AppendSample Measure(BenchContext context, TrainingTrace trace, int bytesPerCell)
    {
        using var folder = context.NewFolder();
        double[][] metrics = [trace.Metric(0), trace.Metric(1), trace.Metric(2)];
        byte[] record = new byte[bytesPerCell];
        double seconds = Rounds.Seconds(() =>
        {
            using var file = new FileStream(folder.At("cells.log"), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
            for (int i = 0; i < trace.Steps; i++)
            {
                foreach (double[] metric in metrics)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(record, metric[i]);
                    file.Write(record);
                }
            }
        });
        Check.Equal((long)bytesPerCell * trace.Steps * metrics.Length, new FileInfo(folder.At("cells.log")).Length, "bytes of the plain file");
        return new AppendSample(seconds, seconds);
    }
}
