using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Functions;

/// <summary>The state of an aggregate over one group.</summary>
internal abstract class Accumulator
{
    public abstract void Add(CellValue value);

    public abstract CellValue Result();
}

/// <summary>Counts values that are not NULL.</summary>
internal sealed class CountAccumulator : Accumulator
{
    private long _count;

    public override void Add(CellValue value) => _count += value.IsNull ? 0 : 1;

    public override CellValue Result() => CellValue.Of(_count);
}

/// <summary>Passes each value on once, for <c>count(DISTINCT x)</c> and the like.</summary>
internal sealed class DistinctAccumulator(Accumulator inner) : Accumulator
{
    private readonly HashSet<CellValue[]> _seen = new(GroupKeyComparer.Instance);

    public override void Add(CellValue value)
    {
        if (_seen.Add([value])) inner.Add(value);
    }

    public override CellValue Result() => inner.Result();
}

/// <summary>Adds numbers; NULL without any. An integer sum stays an integer, and must fit.</summary>
internal sealed class SumAccumulator : Accumulator
{
    private CellValue _sum;

    public override void Add(CellValue value)
    {
        if (!value.IsNull) _sum = _sum.IsNull ? value : Arithmetic.Apply("+", _sum, value);
    }

    public override CellValue Result() => _sum;
}

/// <summary>Keeps the least or the greatest value.</summary>
internal sealed class ExtremeAccumulator(int sign) : Accumulator
{
    private CellValue _best;

    public override void Add(CellValue value)
    {
        if (_best.IsNull || (!value.IsNull && CellComparer.Compare(value, _best) * sign > 0)) _best = value;
    }

    public override CellValue Result() => _best;
}

/// <summary>The middle value, or the mean of the two in the middle; NaN counts as the greatest number.</summary>
internal sealed class MedianAccumulator : Accumulator
{
    private readonly List<CellValue> _values = [];

    public override void Add(CellValue value)
    {
        if (!value.IsNull) _values.Add(value);
    }

    public override CellValue Result()
    {
        if (_values.Count == 0) return CellValue.Null;
        _values.Sort(CellComparer.Compare);
        var upper = _values[_values.Count / 2].AsFloat64();
        if (_values.Count % 2 == 1) return CellValue.Of(upper);
        var lower = _values[(_values.Count / 2) - 1].AsFloat64();
        return CellValue.Of(lower == upper ? lower : (lower / 2) + (upper / 2));
    }
}

/// <summary>Which row of a group counts.</summary>
internal enum Place
{
    First,
    Last,
    FirstNotNull,
}

/// <summary>Keeps the value of one row, in the order in which the rows come.</summary>
internal sealed class PlaceAccumulator(Place place) : Accumulator
{
    private CellValue _value;
    private bool _found;

    public override void Add(CellValue value)
    {
        if (_found && place != Place.Last) return;
        _value = value;
        _found = place != Place.FirstNotNull || !value.IsNull;
    }

    public override CellValue Result() => _value;
}
