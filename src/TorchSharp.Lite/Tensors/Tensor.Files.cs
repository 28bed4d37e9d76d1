using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes one tensor to a file in libtorch's own format.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The file can't be written.</exception>
    public static void save(Tensor t, string location)
    {
        ArgumentNullException.ThrowIfNull(t);
        NativeError.Check(NativeMethods.flor_save(t.Handle, location));
        GC.KeepAlive(t);
    }

    /// <summary>Reads a tensor that <see cref="save(Tensor, string)"/> wrote.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The file can't be read as a tensor.</exception>
    public static Tensor load(string location) => new(NativeError.CheckHandle(NativeMethods.flor_load(location)));

    public partial class Tensor
    {
        /// <inheritdoc cref="torch.save(Tensor, string)"/>
        public void save(string location) => torch.save(this, location);

        /// <inheritdoc cref="torch.load(string)"/>
        public static Tensor load(string location) => torch.load(location);

        /// <summary>Reads a tensor that <see cref="TensorExtensionMethods.Save(Tensor, BinaryWriter)"/> wrote.</summary>
        public static Tensor Load(BinaryReader reader)
        {
            var (type, shape) = TensorExtensionMethods.ReadHeader(reader);
            var loaded = empty(shape, type, CPU);
            loaded.ReadBytesFromStream(reader.BaseStream);
            return loaded;
        }

        /// <inheritdoc cref="Load(BinaryReader)"/>
        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        /// <inheritdoc cref="Load(BinaryReader)"/>
        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }
    }
}
