using FlorDb.Storage;

namespace FlorDb.Query.Functions;

/// <summary>A function of many rows. NULLs are left out, except by <c>first</c> and <c>last</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameter">What it takes.</param>
/// <param name="Result">The result's type; null for the argument's own.</param>
/// <param name="Start">Makes the accumulator for a new group.</param>
internal sealed record AggregateFunction(string Name, ParameterKind Parameter, CellKind? Result, Func<Accumulator> Start)
{
    public static IEnumerable<AggregateFunction> All { get; } =
    [
        new("count", ParameterKind.Any, CellKind.Int64, () => new CountAccumulator()),
        new("sum", ParameterKind.Number, null, () => new SumAccumulator()),
        new("avg", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.Mean)),
        new("mean", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.Mean)),
        new("stddev", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.SampleDeviation)),
        new("stddev_samp", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.SampleDeviation)),
        new("stddev_pop", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.PopulationDeviation)),
        new("var", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.SampleVariance)),
        new("variance", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.SampleVariance)),
        new("var_samp", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.SampleVariance)),
        new("var_pop", ParameterKind.Float, CellKind.Float64, () => new MomentsAccumulator(Moments.PopulationVariance)),
        new("min", ParameterKind.Any, null, () => new ExtremeAccumulator(-1)),
        new("max", ParameterKind.Any, null, () => new ExtremeAccumulator(1)),
        new("median", ParameterKind.Float, CellKind.Float64, () => new MedianAccumulator()),
        new("first", ParameterKind.Any, null, () => new PlaceAccumulator(Place.First)),
        new("last", ParameterKind.Any, null, () => new PlaceAccumulator(Place.Last)),
        new("any_value", ParameterKind.Any, null, () => new PlaceAccumulator(Place.FirstNotNull)),
    ];

    /// <summary>Whether values must have an order.</summary>
    public bool NeedsOrder => Name is "min" or "max";
}
