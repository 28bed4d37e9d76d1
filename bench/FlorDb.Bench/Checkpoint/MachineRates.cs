using FlorDb.Bench.Peers;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Checkpoint;

/// <summary>What the machine does with as many bytes, or with as many as there is memory for here: rates are in bytes a second.</summary>
internal sealed class MachineRates(string file, byte[] scratch, int rounds)
{
    /// <summary>Write + fsync of a new file.</summary>
    public double WriteRate(long bytes)
    {
        var part = PartOf(bytes);
        return part.Length / Median(() => RawMachine.WriteDurably(file, part));
    }

    /// <summary>Reading a file from the page cache.</summary>
    public double ReadRate(long bytes, int threads)
    {
        var part = PartOf(bytes);
        File.WriteAllBytes(file, part.Span);
        double seconds = Rounds.Median(Enumerable.Range(0, rounds).Select(_ => RawMachine.Read(file, part, threads)).ToList());
        File.Delete(file);
        return part.Length / seconds;
    }

    private double Median(Func<double> measure) => Rounds.Median(Enumerable.Range(0, rounds).Select(_ =>
    {
        double seconds = measure();
        File.Delete(file);
        return seconds;
    }).ToList());

    private Memory<byte> PartOf(long bytes) => scratch.AsMemory(0, (int)Math.Clamp(bytes, 1, scratch.Length));
}
