using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Which CLR type an element of each dtype has.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<Type, ScalarType> ByType = new()
    {
        [typeof(bool)] = ScalarType.Bool,
        [typeof(byte)] = ScalarType.Byte,
        [typeof(sbyte)] = ScalarType.Int8,
        [typeof(short)] = ScalarType.Int16,
        [typeof(int)] = ScalarType.Int32,
        [typeof(long)] = ScalarType.Int64,
        [typeof(Half)] = ScalarType.Float16,
        [typeof(BFloat16)] = ScalarType.BFloat16,
        [typeof(float)] = ScalarType.Float32,
        [typeof(double)] = ScalarType.Float64,
        [typeof((float, float))] = ScalarType.ComplexFloat32,
        [typeof(ComplexSingle)] = ScalarType.ComplexFloat32,
        [typeof(Complex)] = ScalarType.ComplexFloat64,
    };

    /// <summary>The dtype whose elements are of this CLR type.</summary>
    /// <exception cref="ArgumentException">There's none.</exception>
    public static ScalarType OfType(Type type) => ByType.TryGetValue(type, out var found)
        ? found
        : throw new ArgumentException($"No tensor has elements of type {type.Name}.", nameof(type));

    /// <inheritdoc cref="OfType(Type)"/>
    public static ScalarType Of<T>() => ElementType<T>.Value;

    private static class ElementType<T>
    {
        public static readonly ScalarType Value = OfType(typeof(T));
    }
}
