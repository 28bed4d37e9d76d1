using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Tests.Wal;

public class FrameTests
{
    /// <summary>The worked example of <c>spec/file-format.md</c>, section 3.</summary>
    [Fact]
    public void Cell_record_has_the_bytes_of_the_specification()
    {
        var record = new RecordWriter(16);
        record.Count(1);
        record.Count(300);
        record.Count(2);
        CellCodec.Write(ref record, CellValue.Of(0.5));
        Assert.Equal("01AC020203000000000000E03F", Convert.ToHexString(record.Written));
        var frame = new byte[FrameLayout.FrameBytes(record.Position)];
        record.Written.CopyTo(frame.AsSpan(FrameLayout.PayloadOffset));
        Frame.Publish(frame, (byte)WalRecordType.Cell, 5, record.Position);
        Assert.Equal("0D0000000705000000000000", Convert.ToHexString(frame.AsSpan(FrameLayout.LengthOffset, 12)));
        Assert.Equal(32, frame.Length);
        Assert.Equal(FrameStatus.Valid, Frame.TryRead(frame, out var read));
        Assert.Equal<(int, long, int)>((7, 5, 13), (read.Type, read.Sequence, read.Payload.Length));
    }

    [Fact]
    public void Frame_with_any_flipped_bit_is_not_valid()
    {
        var frame = new byte[32];
        "13 bytes here"u8.CopyTo(frame.AsSpan(FrameLayout.PayloadOffset));
        Frame.Publish(frame, 7, 5, 13);
        for (int bit = 0; bit < (FrameLayout.PayloadOffset + 13) * 8; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(FrameStatus.Valid, Frame.TryRead(frame, out _));
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Length_beyond_the_file_is_damage_and_allocates_nothing()
    {
        var frame = new byte[32];
        frame.AsSpan(FrameLayout.LengthOffset, 4).Fill(0xFF);
        Assert.Equal(FrameStatus.Damaged, Frame.TryRead(frame, out _));
        Assert.Throws<InvalidDataException>(() => ReadText([0xFF, 0xFF, 0xFF, 0xFF, 0x0F]));
    }

    [Theory]
    [InlineData(0L, "00")]
    [InlineData(-1L, "01")]
    [InlineData(63L, "7E")]
    [InlineData(64L, "8001")]
    [InlineData(long.MinValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Signed_number_is_zigzag_and_comes_back(long number, string hex)
    {
        var record = new RecordWriter(16);
        record.Signed(number);
        Assert.Equal(hex, Convert.ToHexString(record.Written));
        var reader = new RecordReader(record.Written);
        Assert.Equal(number, reader.Signed());
    }

    [Fact]
    public void Checksums_are_those_of_their_standards()
    {
        Assert.Equal(0xE3069283u, Crc32C.Compute("123456789"u8));
        Assert.Equal(Crc32C.Compute("abcdefgh"u8), Crc32C.Compute(BitConverter.ToUInt32("abcd"u8), "efgh"u8));
        Assert.Equal("99aa06d3014798d86001c324468d497f", XxHash3.Hash([]).ToString());
    }

    private static string ReadText(byte[] bytes) => new RecordReader(bytes).Text();
}
