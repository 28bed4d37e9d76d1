using System.Buffers.Binary;
using FlorDb.Bench.Running;
using static TorchSharp.torch;

namespace FlorDb.Bench.Record.Data;

/// <summary>MNIST (LeCun, Cortes, Burges) in its own format, IDX: big-endian magic number and sizes, then bytes.</summary>
internal static class MnistFiles
{
    private const int ImageMagic = 0x803;
    private const int LabelMagic = 0x801;
    private const int ImageHeaderBytes = 16;
    private const int LabelHeaderBytes = 8;
    private const float Brightest = 255;

    public static LabelledImages Read(string folder, string part)
    {
        byte[] images = File.ReadAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"));
        byte[] labels = File.ReadAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"));
        Check.Equal(ImageMagic, Number(images, 0), "the magic number of MNIST's images");
        Check.Equal(LabelMagic, Number(labels, 0), "the magic number of MNIST's labels");
        int count = Number(images, 1), rows = Number(images, 2), columns = Number(images, 3);
        Check.Equal(count, Number(labels, 1), "the number of MNIST's labels");
        return new(
            tensor(images[ImageHeaderBytes..]).to_type(ScalarType.Float32).div_(Brightest).reshape(count, 1, rows, columns),
            tensor(labels[LabelHeaderBytes..]).to_type(ScalarType.Int64));
    }

    private static int Number(byte[] file, int position) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(position * sizeof(int)));
}
