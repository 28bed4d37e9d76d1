namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Bytes that are read once, from the first to the last.</summary>
internal abstract class ForwardSource
{
    public long Position { get; private set; }

    /// <summary>Reads the next bytes; fewer only if the end comes before.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = Next(count);
        Position += taken.Length;
        return taken;
    }

    private protected abstract ReadOnlyMemory<byte> Next(int count);
}
