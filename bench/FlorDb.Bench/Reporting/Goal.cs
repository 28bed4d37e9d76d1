using System.Globalization;

namespace FlorDb.Bench.Reporting;

/// <summary>What a figure should reach: a value, or a ratio to its peer.</summary>
internal sealed record Goal
{
    private readonly double _bound;
    private readonly bool _isRatio;

    private Goal(double bound, bool isRatio)
    {
        _bound = bound;
        _isRatio = isRatio;
    }

    /// <summary>A value that is not passed where lower is better, and reached where higher is better.</summary>
    public static Goal Value(double bound) => new(bound, isRatio: false);

    /// <summary>So many times as good as the peer.</summary>
    public static Goal TimesPeer(double bound) => new(bound, isRatio: true);

    public bool IsMetBy(Figure figure) => _isRatio
        ? figure.Ratio >= _bound
        : figure.Unit.LowerIsBetter ? figure.Value <= _bound : figure.Value >= _bound;

    public string Describe(Unit unit) => (_isRatio
        ? string.Create(CultureInfo.InvariantCulture, $">= {_bound:0.##}x")
        : string.Create(CultureInfo.InvariantCulture, $"{(unit.LowerIsBetter ? "<=" : ">=")} {_bound:#,0.##} {unit.Symbol}")).TrimEnd();
}
