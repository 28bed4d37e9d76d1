using System.Buffers.Binary;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>A log, a carry file or a manifest, taken apart into its header and its frames.</summary>
internal sealed class FramedFile
{
    private const int HeaderOfVersion1 = 8;
    private readonly bool _isManifest;
    private readonly int _length;

    public FramedFile(string path, byte[] bytes)
    {
        _isManifest = Path.GetFileName(path) == "manifest";
        _length = bytes.Length;
        int header = bytes.AsSpan().StartsWith("FLORMAN\x01"u8) ? HeaderOfVersion1 : Math.Min(bytes.Length, WalLayout.HeaderBytes);
        Header = bytes[..header];
        var rest = bytes.AsSpan(header);
        while (Frame.TryRead(rest, out var frame) == FrameStatus.Valid)
        {
            Frames.Add((frame.Type, frame.Sequence, frame.Payload.ToArray()));
            rest = rest[(int)Math.Min(frame.Bytes, rest.Length)..];
        }
    }

    public byte[] Header { get; private set; }

    public List<(byte Type, long Sequence, byte[] Payload)> Frames { get; } = [];

    /// <summary>Makes a change that the frames' checksums don't show.</summary>
    public void Mutate(Random random, byte[] donor)
    {
        if (Frames.Count == 0 || random.Next(12) == 0)
        {
            Header = ByteMutator.Overwrite(Header, random);
            return;
        }

        int at = random.Next(Frames.Count);
        var (type, sequence, payload) = Frames[at];
        switch (random.Next(10))
        {
            case 0: Frames.RemoveAt(at); break;
            case 1: Frames.Insert(random.Next(Frames.Count), Frames[at]); break;
            case 2: (Frames[at], Frames[^1]) = (Frames[^1], Frames[at]); break;
            case 3: Frames[at] = ((byte)random.Next(16), sequence, payload); break;
            default: Frames[at] = (type, sequence, ByteMutator.Mutate(payload, random, donor)); break;
        }

        if (random.Next(10) > 0) Number();
    }

    /// <summary>Replaces bytes wherever they stand in a payload.</summary>
    public void Replace(byte[] old, byte[] replacement)
    {
        foreach (var (_, _, payload) in Frames)
        {
            int start = 0;
            while (payload.AsSpan(start).IndexOf(old) is >= 0 and var found)
            {
                replacement.CopyTo(payload.AsSpan(start + found));
                start += found + old.Length;
            }
        }
    }

    /// <summary>The file with checksums that are right, of its old length or longer.</summary>
    public byte[] ToArray()
    {
        var file = new MemoryStream();
        int checkedBytes = _isManifest ? 32 : WalLayout.ChecksumOffset;
        if (Header.Length >= WalLayout.HeaderBytes) BinaryPrimitives.WriteUInt32LittleEndian(Header.AsSpan(checkedBytes), Crc32C.Compute(Header.AsSpan(0, checkedBytes)));
        file.Write(Header);
        foreach (var (type, sequence, payload) in Frames.Where(frame => frame.Payload.Length > 0))
        {
            var frame = new byte[FrameLayout.FrameBytes(payload.Length)];
            payload.CopyTo(frame, FrameLayout.PayloadOffset);
            Frame.Publish(frame, type, sequence, payload.Length);
            file.Write(frame);
        }

        if (!_isManifest && file.Length < _length) file.SetLength(_length);
        return file.ToArray();
    }

    private void Number()
    {
        long sequence = Frames[0].Sequence;
        for (int i = 0; i < Frames.Count; i++) Frames[i] = Frames[i] with { Sequence = i == 0 ? sequence : ++sequence };
    }
}
