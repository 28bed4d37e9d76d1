using FlorDb.Bench.Peers;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Checkpoint;

/// <summary>What the machine does with as many bytes, or with as many as there is memory for here: rates are in bytes a second.</summary>
internal sealed class MachineRates(string file, byte[] scratch, int rounds)
{
    private int _written;

    /// <summary>
    /// Write + fsync of a new file. It is kept, as a store keeps what is written to it: where the system has new memory to find for every page of a file, it has to here, too.
    /// </summary>
    public double WriteRate(long bytes)
    {
        var part = PartOf(bytes);
        return part.Length / RawMachine.WriteDurably($"{file}-{_written++}", part);
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

    private Memory<byte> PartOf(long bytes) => scratch.AsMemory(0, (int)Math.Clamp(bytes, 1, scratch.Length));
}
