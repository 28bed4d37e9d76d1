using System.Collections.Frozen;
using FlorDb.Storage;

namespace FlorDb.Query.Values;

/// <summary>The names of types in the language.</summary>
internal static class TypeNames
{
    private static readonly FrozenDictionary<string, CellKind> ByName = new Dictionary<string, CellKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["BOOLEAN"] = CellKind.Boolean,
        ["BOOL"] = CellKind.Boolean,
        ["BIGINT"] = CellKind.Int64,
        ["INT"] = CellKind.Int64,
        ["INTEGER"] = CellKind.Int64,
        ["INT8"] = CellKind.Int64,
        ["LONG"] = CellKind.Int64,
        ["DOUBLE"] = CellKind.Float64,
        ["FLOAT8"] = CellKind.Float64,
        ["FLOAT"] = CellKind.Float64,
        ["REAL"] = CellKind.Float64,
        ["VARCHAR"] = CellKind.String,
        ["TEXT"] = CellKind.String,
        ["STRING"] = CellKind.String,
        ["TIMESTAMP"] = CellKind.Timestamp,
        ["TIMESTAMPTZ"] = CellKind.Timestamp,
        ["BLOB"] = CellKind.Binary,
        ["JSON"] = CellKind.Json,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> All => ByName.Keys;

    public static CellKind? Find(string name) => ByName.TryGetValue(name, out var kind) ? kind : null;

    public static string Of(CellKind kind) => kind switch
    {
        CellKind.Null => "NULL",
        CellKind.Boolean => "BOOLEAN",
        CellKind.Int64 => "BIGINT",
        CellKind.Float64 => "DOUBLE",
        CellKind.String => "VARCHAR",
        CellKind.Timestamp => "TIMESTAMP",
        CellKind.Binary => "BLOB",
        CellKind.Json => "JSON",
        CellKind.Tensor => "TENSOR",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of value has no type name."),
    };
}
