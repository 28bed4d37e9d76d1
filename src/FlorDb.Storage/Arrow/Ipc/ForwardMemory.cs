namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Bytes that lie in memory; parts are read without a copy.</summary>
internal sealed class ForwardMemory(ReadOnlyMemory<byte> bytes) : ForwardSource
{
    private ReadOnlyMemory<byte> _rest = bytes;

    private protected override ReadOnlyMemory<byte> Next(int count)
    {
        var taken = _rest[..Math.Min(count, _rest.Length)];
        _rest = _rest[taken.Length..];
        return taken;
    }
}
