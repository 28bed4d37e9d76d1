using System.Buffers;
using FlorDb.Storage;

namespace FlorDb.Torch.Values;

/// <summary>
/// Bytes of the program's own, which a cell lends for as long as one call to log it takes: the log copies them to where they stay, and nobody copies them before.
/// </summary>
internal abstract class LentBytes : MemoryManager<byte>
{
    /// <summary>A cell that may be kept: with a copy of what it lends.</summary>
    public static CellValue Keep(in CellValue cell) => cell.Kind switch
    {
        CellKind.Tensor when cell.AsTensor() is var lent => CellValue.Of(new TensorValue(lent.ElementType, lent.Shape, lent.Bytes.ToArray())),
        CellKind.Binary => CellValue.Of(cell.AsBinary().ToArray()),
        _ => cell,
    };

    /// <summary>Refuses what no cell can hold, before anything is copied.</summary>
    /// <exception cref="ArgumentException">It has too many bytes.</exception>
    public static void CheckLength(long bytes, Func<string> describe)
    {
        if (bytes > CellValue.MostBytes)
            throw new ArgumentException(
                $"{describe()} takes {bytes} bytes, and {CellValue.MostBytes} are the most that a cell holds. Log a part or a summary of it; state that is only to be restored belongs into flor.Checkpoints.");
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("Lent bytes are only read.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
