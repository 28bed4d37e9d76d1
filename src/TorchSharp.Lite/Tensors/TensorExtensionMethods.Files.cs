using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>Writes dtype, number of dimensions and lengths as LEB128 numbers, then the elements' bytes in row-major order.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(writer);
        var shape = tensor.shape;
        writer.Write7BitEncodedInt((int)tensor.dtype);
        writer.Write7BitEncodedInt(shape.Length);
        foreach (var length in shape) writer.Write7BitEncodedInt64(length);
        writer.Flush();
        tensor.WriteBytesToStream(writer.BaseStream);
    }

    /// <inheritdoc cref="Save(Tensor, BinaryWriter)"/>
    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    /// <inheritdoc cref="Save(Tensor, BinaryWriter)"/>
    public static void Save(this Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    /// <summary>Replaces the tensor's elements by those that <see cref="Save(Tensor, BinaryWriter)"/> wrote, or with <paramref name="skip"/> only reads past them.</summary>
    /// <exception cref="ArgumentException">The written tensor has another dtype or shape.</exception>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        if (skip)
        {
            using var ignored = empty(shape, type, CPU);
            ignored.ReadBytesFromStream(reader.BaseStream);
            return;
        }
        ArgumentNullException.ThrowIfNull(tensor);
        if (type != tensor.dtype || !shape.AsSpan().SequenceEqual(tensor.shape))
            throw new ArgumentException(
                $"A {type} tensor of shape [{string.Join(", ", shape)}] can't be loaded into a {tensor.dtype} tensor of shape [{string.Join(", ", tensor.shape)}].");
        tensor.ReadBytesFromStream(reader.BaseStream);
    }

    internal static (ScalarType, long[]) ReadHeader(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var type = (ScalarType)reader.Read7BitEncodedInt();
        var shape = new long[reader.Read7BitEncodedInt()];
        for (int k = 0; k < shape.Length; k++) shape[k] = reader.Read7BitEncodedInt64();
        return (type, shape);
    }
}
