using System.Runtime.CompilerServices;
using FlorDb.Storage;
using FlorDb.Torch.Sessions;
using TorchSharp;
using static TorchSharp.torch;

namespace FlorDb.Torch.Values;

/// <summary>Turns values of a program into cells, as <see cref="Flor.Log{T}(string, T)"/> documents.</summary>
internal static class CellConversion
{
    /// <summary>Logs a value. The session gets a cell that may lend memory of the value's until it returns.</summary>
    /// <exception cref="ArgumentException">The value can't be kept in a cell.</exception>
    public static void Log<T>(Session session, string name, T value)
    {
        if (TryNumber(value, out var cell)) session.Log(name, cell);
        else if (value is Tensor) LogInScope(session, name, value);
        else session.Log(name, From(value));
    }

    /// <summary>The cell of any value; of a tensor or array, one that lends its memory.</summary>
    /// <exception cref="ArgumentException">The value can't be kept in a cell.</exception>
    public static CellValue From<T>(T value)
    {
        if (TryNumber(value, out var cell) || TryPlain(value, out cell)) return cell;
        return value switch
        {
            Tensor tensor => TensorCells.From(tensor),
            Scalar scalar => FromScalar(scalar),
            byte[] bytes => CellValue.Of(bytes),
            ReadOnlyMemory<byte> bytes => CellValue.Of(bytes.ToArray()),
            Memory<byte> bytes => CellValue.Of(bytes.ToArray()),
            Array array when ArrayCells.TryFrom(array, out cell) => cell,
            _ => JsonCells.From(value),
        };
    }

    private static void LogInScope<T>(Session session, string name, T value)
    {
        using var scope = NewDisposeScope();
        session.Log(name, From(value));
    }

    /// <summary>The cell of a Boolean or a number that a cell holds exactly. Does not allocate.</summary>
    public static bool TryNumber<T>(T value, out CellValue cell)
    {
        if (typeof(T) == typeof(bool)) cell = CellValue.Of(As<T, bool>(value));
        else if (typeof(T) == typeof(int)) cell = CellValue.Of(As<T, int>(value));
        else if (typeof(T) == typeof(long)) cell = CellValue.Of(As<T, long>(value));
        else if (typeof(T) == typeof(double)) cell = CellValue.Of(As<T, double>(value));
        else if (typeof(T) == typeof(float)) cell = CellValue.Of((double)As<T, float>(value));
        else return TrySmallNumber(value, out cell);
        return true;
    }

    /// <summary>The cell of a value that is plain: null, a number, text, a date or an enumeration's member.</summary>
    public static bool TryPlain<T>(T value, out CellValue cell)
    {
        CellValue? plain = value switch
        {
            null => CellValue.Null,
            string text => CellValue.Of(text),
            char character => CellValue.Of(character.ToString()),
            DateTimeOffset time => CellValue.Of(time),
            DateTime time => CellValue.Of(InUtc(time)),
            Enum member => CellValue.Of(member.ToString()),
            bool flag => CellValue.Of(flag),
            int number => CellValue.Of(number),
            long number => CellValue.Of(number),
            double number => CellValue.Of(number),
            float number => CellValue.Of((double)number),
            _ => null,
        };
        cell = plain ?? default;
        return plain is not null;
    }

    /// <summary>A time of unspecified kind is taken as UTC, so that a record does not depend on the machine's time zone.</summary>
    private static DateTimeOffset InUtc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static bool TrySmallNumber<T>(T value, out CellValue cell)
    {
        if (typeof(T) == typeof(byte)) cell = CellValue.Of(As<T, byte>(value));
        else if (typeof(T) == typeof(sbyte)) cell = CellValue.Of(As<T, sbyte>(value));
        else if (typeof(T) == typeof(short)) cell = CellValue.Of(As<T, short>(value));
        else if (typeof(T) == typeof(ushort)) cell = CellValue.Of(As<T, ushort>(value));
        else if (typeof(T) == typeof(uint)) cell = CellValue.Of(As<T, uint>(value));
        else if (typeof(T) == typeof(ulong) && As<T, ulong>(value) <= long.MaxValue) cell = CellValue.Of((long)As<T, ulong>(value));
        else if (typeof(T) == typeof(nint)) cell = CellValue.Of(As<T, nint>(value));
        else if (typeof(T) == typeof(Half)) cell = CellValue.Of((double)As<T, Half>(value));
        else
        {
            cell = default;
            return false;
        }

        return true;
    }

    private static CellValue FromScalar(Scalar scalar) => scalar.Type switch
    {
        ScalarType.Bool => CellValue.Of(scalar.ToBoolean()),
        ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64 => CellValue.Of(scalar.ToDouble()),
        ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => throw new ArgumentException("A complex number can't be logged: log its real and imaginary parts."),
        _ => CellValue.Of(scalar.ToInt64()),
    };

    /// <summary>The same value under its true type; the types are known to be equal, so nothing is boxed.</summary>
    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);
}
