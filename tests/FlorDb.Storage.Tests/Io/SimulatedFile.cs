namespace FlorDb.Storage.Tests.Io;

/// <summary>The content of a file: as processes see it, and as it is on the platter.</summary>
internal sealed class SimulatedFile
{
    private const int SectorBytes = 512;

    public byte[] Content { get; private set; } = [];

    public int Length { get; private set; }

    public byte[] Durable { get; private set; } = [];

    public static SimulatedFile Of(byte[] content) => new() { Content = content, Length = content.Length, Durable = [.. content] };

    public void Resize(int length)
    {
        if (length > Content.Length)
        {
            var larger = new byte[Math.Max(length, Content.Length * 2)];
            Content.AsSpan(0, Length).CopyTo(larger);
            Content = larger;
        }

        if (length < Length) Content.AsSpan(length, Length - length).Clear();
        Length = length;
    }

    /// <summary>Reserves exactly that many bytes, so that a mapping stays valid.</summary>
    public void Allocate(int length)
    {
        Content = new byte[length];
        Length = length;
    }

    public void Flush() => Durable = Content[..Length];

    public byte[] AfterKill() => Content[..Length];

    /// <summary>What a power loss leaves: of all that was not flushed, each sector is there or not.</summary>
    public byte[] AfterPowerLoss(Random random)
    {
        int length = random.Next(2) == 0 ? Durable.Length : Length;
        var left = new byte[length];
        for (int offset = 0; offset < length; offset += SectorBytes)
        {
            var source = random.Next(2) == 0 ? Durable : Content[..Length];
            int end = Math.Min(Math.Min(offset + SectorBytes, length), source.Length);
            if (end > offset) source.AsSpan(offset, end - offset).CopyTo(left.AsSpan(offset));
        }

        return left;
    }
}
