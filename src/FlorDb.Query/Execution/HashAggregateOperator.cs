using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Query.Functions;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Execution;

/// <summary>Groups rows by keys, in the order in which the groups first come; without keys there is always one group.</summary>
internal sealed class HashAggregateOperator(PhysicalOperator input, ImmutableArray<BoundExpression> keys, ImmutableArray<AggregateCall> aggregates)
    : PhysicalOperator(input)
{
    protected override string Description =>
        $"Aggregate {string.Join(", ", aggregates)}{(keys.IsEmpty ? "" : $" by {string.Join(", ", keys)}")}";

    public override IEnumerable<Row> Execute(QueryExecution execution)
    {
        var groups = new Dictionary<CellValue[], Accumulator[]>(GroupKeyComparer.Instance);
        if (keys.IsEmpty) groups.Add([], Start());
        foreach (var row in Input!.Execute(execution))
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            CellValue[] key = [.. keys.Select(expression => expression.Evaluate(row))];
            if (!groups.TryGetValue(key, out var group)) groups.Add(key, group = Start());
            Add(group, row);
        }

        return groups.Select(group => new Row([.. group.Key, .. group.Value.Select(accumulator => accumulator.Result())]));
    }

    private Accumulator[] Start() => [.. aggregates.Select(aggregate => aggregate.Start())];

    private void Add(Accumulator[] group, Row row)
    {
        for (var i = 0; i < group.Length; i++)
        {
            try
            {
                group[i].Add(aggregates[i].Value(row));
            }
            catch (ValueException cause)
            {
                throw aggregates[i].Site.Error(cause);
            }
        }
    }
}
