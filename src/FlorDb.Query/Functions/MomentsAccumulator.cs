using FlorDb.Storage;

namespace FlorDb.Query.Functions;

/// <summary>What is asked of the mean and the squared deviations.</summary>
internal enum Moments
{
    Mean,
    SampleVariance,
    PopulationVariance,
    SampleDeviation,
    PopulationDeviation,
}

/// <summary>Mean and variance in one pass without cancellation (Welford, Technometrics 4(3), 1962).</summary>
internal sealed class MomentsAccumulator(Moments wanted) : Accumulator
{
    private long _count;
    private double _sum;
    private double _mean;
    private double _squares;

    public override void Add(CellValue value)
    {
        if (value.IsNull) return;
        var number = value.AsFloat64();
        _count++;
        _sum += number;
        var delta = number - _mean;
        _mean += delta / _count;
        _squares += delta * (number - _mean);
    }

    public override CellValue Result()
    {
        var divisor = wanted is Moments.SampleVariance or Moments.SampleDeviation ? _count - 1 : _count;
        if (divisor <= 0) return CellValue.Null;
        var variance = _squares / divisor;
        return CellValue.Of(wanted switch
        {
            Moments.Mean => _sum / _count,
            Moments.SampleVariance or Moments.PopulationVariance => variance,
            _ => Math.Sqrt(variance),
        });
    }
}
