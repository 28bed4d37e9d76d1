using FlorDb.Storage.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Storage.Tests.Compression;

public class ZstdTests
{
    [Fact]
    public void Any_bytes_come_back_from_their_frame() => Check.QuickThrowOnFailure(Prop.ForAll((byte[] bytes, byte level) =>
    {
        var frame = new byte[bytes.Length + 64];
        int length = Zstd.TryCompress(bytes, frame, 1 + level % 3);
        var back = new byte[bytes.Length];
        Zstd.Decompress(frame.AsSpan(0, length), back);
        return bytes.SequenceEqual(back);
    }));

    [Fact]
    public void Frame_that_does_not_fit_is_no_error() =>
        Assert.Equal(-1, Zstd.TryCompress(System.Security.Cryptography.SHA256.HashData([1]), new byte[16], 1));

    [Fact]
    public void Damaged_frame_and_wrong_length_are_refused()
    {
        var frame = new byte[4096];
        int length = Zstd.TryCompress(new byte[10_000], frame, 1);

        Assert.Throws<InvalidDataException>(() => Zstd.Decompress(frame.AsSpan(0, length), new byte[9_999]));
        Assert.Throws<InvalidDataException>(() => Zstd.Decompress(frame.AsSpan(0, length), new byte[10_001]));
        Assert.Throws<InvalidDataException>(() => Zstd.Decompress(frame.AsSpan(0, length - 1), new byte[10_000]));
        frame[0] ^= 1;
        Assert.Throws<InvalidDataException>(() => Zstd.Decompress(frame.AsSpan(0, length), new byte[10_000]));
    }
}
