using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Query.Functions;

/// <summary>A function of values of one row.</summary>
internal sealed record ScalarFunction(string Name, ImmutableArray<ParameterKind> Parameters, Func<CellValue[], CellValue> Evaluate)
{
    /// <summary>How many arguments must be there.</summary>
    public int Required { get; init; } = Parameters.Length;

    /// <summary>Whether the last parameter may be repeated.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Whether it is called for NULL arguments too; otherwise one NULL makes the result NULL.</summary>
    public bool TakesNulls { get; init; }

    /// <summary>The type of the result; null for the least upper bound of the arguments' types.</summary>
    public CellKind? Result { get; init; }

    /// <summary>How a call is written, for error messages.</summary>
    public string Signature => $"{Name}({string.Join(", ", Parameters.Select(Describe))}{(IsVariadic ? ", ..." : "")})";

    public bool Accepts(int arguments) => arguments >= Required && (IsVariadic || arguments <= Parameters.Length);

    public ParameterKind Parameter(int index) => Parameters[Math.Min(index, Parameters.Length - 1)];

    private string Describe(ParameterKind kind, int index)
    {
        var name = kind switch
        {
            ParameterKind.Float => "number",
            ParameterKind.Tensor => "n-d value",
            ParameterKind.Any => "value",
            _ => kind.ToString().ToLowerInvariant(),
        };
        return index < Required ? name : $"[{name}]";
    }
}
