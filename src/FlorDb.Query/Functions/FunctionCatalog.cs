using System.Collections.Frozen;

namespace FlorDb.Query.Functions;

/// <summary>All functions by name, in any case.</summary>
internal static class FunctionCatalog
{
    private static readonly FrozenDictionary<string, ScalarFunction> Scalars =
        new[] { MathFunctions.All, TextFunctions.All, TimeFunctions.All, GeneralFunctions.All }
            .SelectMany(functions => functions)
            .ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, AggregateFunction> Aggregates =
        AggregateFunction.All.ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Scalars.Keys.Concat(Aggregates.Keys);

    public static ScalarFunction? FindScalar(string name) => Scalars.GetValueOrDefault(name);

    public static AggregateFunction? FindAggregate(string name) => Aggregates.GetValueOrDefault(name);
}
