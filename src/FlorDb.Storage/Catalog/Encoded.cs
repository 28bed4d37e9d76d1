using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>
/// Something that the catalog holds in the form in which it stands in the manifest. It is decoded when it is first asked for: opening a store with
/// many runs asks for few. Safe to use from several threads.
/// </summary>
internal sealed class Encoded<T>(ReadOnlyMemory<byte> bytes, Decoder<T> decode)
    where T : class
{
    private T? _value;

    /// <summary>The fields, as they are written into a manifest.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <exception cref="StoreException">The bytes, whose checksum was right, make no sense.</exception>
    public T Value => _value ??= Decode();

    private T Decode()
    {
        try
        {
            var reader = new RecordReader(bytes.Span);
            return decode(ref reader);
        }
        catch (InvalidDataException failure)
        {
            throw new StoreException($"The manifest holds a {typeof(T).Name} that can't be understood: {failure.Message}", failure);
        }
    }
}
