using System.Diagnostics.CodeAnalysis;

namespace FlorDb.Storage;

/// <summary>
/// The value of a cell. Numbers are held without allocation. The default is the logged null.
/// Equality is bit for bit: NaN equals the same NaN, -0 differs from 0, and 1 differs from 1.0.
/// </summary>
public readonly struct CellValue : IEquatable<CellValue>
{
    /// <summary>A cell's value has fewer bytes than this: what a record of the log can hold.</summary>
    public const long MostBytes = Wal.WalLayout.LargestRecordBytes;

    private readonly long _bits;
    private readonly object? _reference;

    private CellValue(CellKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>The value's type, which says which of the <c>As</c> members may be called.</summary>
    public CellKind Kind { get; }

    /// <summary>Whether this is the logged null.</summary>
    public bool IsNull => Kind == CellKind.Null;

    /// <summary>The logged null.</summary>
    public static CellValue Null => default;

    /// <summary>Makes a Boolean value.</summary>
    public static CellValue Of(bool value) => new(CellKind.Boolean, value ? 1 : 0, null);

    /// <summary>Makes an integer value.</summary>
    public static CellValue Of(long value) => new(CellKind.Int64, value, null);

    /// <summary>Makes a floating-point value.</summary>
    public static CellValue Of(double value) => new(CellKind.Float64, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>Makes a text value.</summary>
    public static CellValue Of(string value) => new(CellKind.String, 0, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Makes a timestamp; what is finer than a microsecond is cut off.</summary>
    public static CellValue Of(DateTimeOffset value) => OfMicroseconds((value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>Makes a timestamp from microseconds since 1970-01-01T00:00:00Z.</summary>
    public static CellValue OfMicroseconds(long microseconds) => new(CellKind.Timestamp, microseconds, null);

    /// <summary>Makes a binary value; the bytes are not copied and must not change afterwards.</summary>
    public static CellValue Of(byte[] value) => new(CellKind.Binary, 0, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>Makes a JSON value from its text, which is not checked.</summary>
    public static CellValue OfJson(string json) => new(CellKind.Json, 0, json ?? throw new ArgumentNullException(nameof(json)));

    /// <summary>Makes an n-dimensional value.</summary>
    public static CellValue Of(TensorValue value) => new(CellKind.Tensor, 0, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>The value of a <see cref="CellKind.Boolean"/>.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind.</exception>
    public bool AsBoolean() => Kind == CellKind.Boolean ? _bits != 0 : ThrowWrongKind<bool>(CellKind.Boolean);

    /// <summary>The value of a <see cref="CellKind.Int64"/>.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind.</exception>
    public long AsInt64() => Kind == CellKind.Int64 ? _bits : ThrowWrongKind<long>(CellKind.Int64);

    /// <summary>The value of a <see cref="CellKind.Float64"/>.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind.</exception>
    public double AsFloat64() => Kind == CellKind.Float64 ? BitConverter.Int64BitsToDouble(_bits) : ThrowWrongKind<double>(CellKind.Float64);

    /// <summary>The value of a <see cref="CellKind.String"/>.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind.</exception>
    public string AsString() => Kind == CellKind.String ? (string)_reference! : ThrowWrongKind<string>(CellKind.String);

    /// <summary>The value of a <see cref="CellKind.Timestamp"/>, in microseconds since 1970-01-01T00:00:00Z.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind.</exception>
    public long AsMicroseconds() => Kind == CellKind.Timestamp ? _bits : ThrowWrongKind<long>(CellKind.Timestamp);

    /// <summary>The value of a <see cref="CellKind.Timestamp"/>, in UTC.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind, or lies outside the years 1 to 9999.</exception>
    public DateTimeOffset AsTimestamp() => DateTimeOffset.UnixEpoch.AddTicks(checked(AsMicroseconds() * TimeSpan.TicksPerMicrosecond));

    /// <summary>The value of a <see cref="CellKind.Binary"/>.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind.</exception>
    public ReadOnlyMemory<byte> AsBinary() => Kind == CellKind.Binary ? (byte[])_reference! : ThrowWrongKind<byte[]>(CellKind.Binary);

    /// <summary>The text of a <see cref="CellKind.Json"/>.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind.</exception>
    public string AsJson() => Kind == CellKind.Json ? (string)_reference! : ThrowWrongKind<string>(CellKind.Json);

    /// <summary>The value of a <see cref="CellKind.Tensor"/>.</summary>
    /// <exception cref="InvalidOperationException">The value has another kind.</exception>
    public TensorValue AsTensor() => Kind == CellKind.Tensor ? (TensorValue)_reference! : ThrowWrongKind<TensorValue>(CellKind.Tensor);

    /// <inheritdoc/>
    public bool Equals(CellValue other) => Kind == other.Kind && _bits == other._bits && Kind switch
    {
        CellKind.Binary => ((byte[])_reference!).AsSpan().SequenceEqual((byte[])other._reference!),
        CellKind.String or CellKind.Json => string.Equals((string)_reference!, (string)other._reference!, StringComparison.Ordinal),
        CellKind.Tensor => ((TensorValue)_reference!).Equals((TensorValue)other._reference!),
        _ => true,
    };

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is CellValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        CellKind.Binary => HashCode.Combine(Kind, ((byte[])_reference!).Length),
        CellKind.String or CellKind.Json or CellKind.Tensor => HashCode.Combine(Kind, _reference),
        _ => HashCode.Combine(Kind, _bits),
    };

    /// <summary>Whether both values are the same, bit for bit.</summary>
    public static bool operator ==(CellValue left, CellValue right) => left.Equals(right);

    /// <summary>Whether the values differ in kind or in any bit.</summary>
    public static bool operator !=(CellValue left, CellValue right) => !left.Equals(right);

    [DoesNotReturn]
    private T ThrowWrongKind<T>(CellKind wanted) => throw new InvalidOperationException($"The cell holds a {Kind}, not a {wanted}.");
}
