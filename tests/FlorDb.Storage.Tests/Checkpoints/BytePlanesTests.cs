using System.Buffers.Binary;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage.Tests.Checkpoints;

public class BytePlanesTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Plane_k_holds_byte_k_of_each_number_rotated_by_one_bit(int width)
    {
        for (int count = 0; count < 70; count++)
        {
            var numbers = CheckpointSample.RandomBytes(count * width, seed: count);
            var planes = new byte[numbers.Length];
            BytePlanes.Split(numbers, width, planes);
            for (int i = 0; i < count; i++)
            {
                var rotated = Rotated(numbers.AsSpan(i * width, width));
                for (int k = 0; k < width; k++) Assert.Equal(rotated[k], planes[k * count + i]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Numbers_come_back_from_planes_anywhere_in_a_buffer(int width)
    {
        for (int count = 0; count < 70; count++)
        {
            var numbers = CheckpointSample.RandomBytes(count * width, seed: count);
            var split = new byte[numbers.Length];
            BytePlanes.Split(numbers, width, split);
            var buffer = new byte[width * (count + 3)];
            int[] planes = [.. Enumerable.Range(0, width).Select(k => (width - 1 - k) * (count + 3) + 1)];
            for (int k = 0; k < width; k++) split.AsSpan(k * count, count).CopyTo(buffer.AsSpan(planes[k]));
            var back = new byte[numbers.Length];
            BytePlanes.Merge(buffer, planes, back);
            Assert.Equal(numbers, back);
        }
    }

    [Fact]
    public void Plane_beyond_the_buffer_is_refused()
    {
        var buffer = new byte[64];
        Assert.Throws<ArgumentOutOfRangeException>(() => BytePlanes.Merge(buffer, [0, 33], new byte[64]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BytePlanes.Merge(buffer, [-1, 0], new byte[64]));
    }

    private static byte[] Rotated(ReadOnlySpan<byte> number)
    {
        var rotated = new byte[number.Length];
        if (number.Length == 2) BinaryPrimitives.WriteUInt16LittleEndian(rotated, (ushort)(ushort.RotateLeft(BinaryPrimitives.ReadUInt16LittleEndian(number), 1)));
        else if (number.Length == 4) BinaryPrimitives.WriteUInt32LittleEndian(rotated, uint.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(number), 1));
        else BinaryPrimitives.WriteUInt64LittleEndian(rotated, ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(number), 1));
        return rotated;
    }
}
