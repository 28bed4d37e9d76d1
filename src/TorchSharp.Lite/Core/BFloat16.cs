using System.Globalization;

namespace TorchSharp;

/// <summary>A 16-bit brain floating-point number: the upper half of a single-precision one.</summary>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>
{
    private const int DroppedBits = 16;

    private readonly ushort _bits;

    /// <summary>The number nearest to <paramref name="value"/>; ties go to the even one.</summary>
    public BFloat16(float value) => _bits = Round(value);

    /// <summary>The number nearest to <paramref name="value"/>.</summary>
    public static explicit operator BFloat16(float value) => new(value);

    /// <summary>The same number in single precision.</summary>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value._bits << DroppedBits);

    /// <summary>Equality of numbers: a NaN equals nothing, zeros of both signs are equal.</summary>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == right;

    /// <summary>Inequality of numbers.</summary>
    public static bool operator !=(BFloat16 left, BFloat16 right) => (float)left != right;

    /// <summary>Whether left is less.</summary>
    public static bool operator <(BFloat16 left, BFloat16 right) => (float)left < right;

    /// <summary>Whether left is greater.</summary>
    public static bool operator >(BFloat16 left, BFloat16 right) => (float)left > right;

    /// <summary>Whether left is less or equal.</summary>
    public static bool operator <=(BFloat16 left, BFloat16 right) => (float)left <= right;

    /// <summary>Whether left is greater or equal.</summary>
    public static bool operator >=(BFloat16 left, BFloat16 right) => (float)left >= right;

    /// <inheritdoc/>
    public bool Equals(BFloat16 other) => ((float)this).Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo(other);

    /// <summary>The number in decimal, invariant.</summary>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);

    private static ushort Round(float value)
    {
        const uint quietNaN = 0x7FC0;
        if (float.IsNaN(value)) return (ushort)quietNaN;
        var bits = BitConverter.SingleToUInt32Bits(value);
        var half = 0x7FFFu + ((bits >> DroppedBits) & 1);
        return (ushort)((ulong)bits + half >> DroppedBits);
    }
}
