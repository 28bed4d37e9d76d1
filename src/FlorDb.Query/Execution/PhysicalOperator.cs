namespace FlorDb.Query.Execution;

/// <summary>A step that makes rows, from those of its input if it has one.</summary>
internal abstract class PhysicalOperator(PhysicalOperator? input)
{
    protected PhysicalOperator? Input => input;

    /// <summary>The step in one line, for <c>EXPLAIN</c>; null for a step that changes nothing.</summary>
    protected abstract string? Description { get; }

    public abstract IEnumerable<Row> Execute(QueryExecution execution);

    /// <summary>The plan from this step down to the scan, each step indented below the one that it feeds.</summary>
    public IEnumerable<string> Explain(int depth = 0)
    {
        var shown = Description is null ? [] : new[] { $"{new string(' ', depth * 2)}{Description}" };
        return input is null ? shown : shown.Concat(input.Explain(depth + shown.Length));
    }
}
