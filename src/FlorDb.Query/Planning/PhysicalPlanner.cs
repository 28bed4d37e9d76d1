using FlorDb.Query.Binding;
using FlorDb.Query.Execution;

namespace FlorDb.Query.Planning;

/// <summary>Chooses an operator for each operation of a logical plan.</summary>
internal static class PhysicalPlanner
{
    public static PhysicalOperator Plan(LogicalPlan plan) => Translate(RunFilterRule.Apply(plan));

    private static PhysicalOperator Translate(LogicalPlan plan) => plan switch
    {
        LogicalOneRow => new OneRowOperator(),
        LogicalScan scan => new ProvenanceOperator(Scan(scan)),
        LogicalFilter { Input: LogicalScan scan } filter => new ProvenanceOperator(new FilterOperator(Scan(scan), filter.Condition)),
        LogicalFilter filter => new FilterOperator(Translate(filter.Input), filter.Condition),
        LogicalAggregate aggregate => new HashAggregateOperator(Translate(aggregate.Input), aggregate.Keys, aggregate.Aggregates),
        LogicalProject project => new ProjectOperator(Translate(project.Input), project.Expressions),
        LogicalDistinct distinct => new DistinctOperator(Translate(distinct.Input)),
        LogicalSort sort => new SortOperator(Translate(sort.Input), sort.Keys),
        LogicalLimit limit => new LimitOperator(Translate(limit.Input), limit.Offset, limit.Count),
        LogicalTrim trim => new TrimOperator(Translate(trim.Input), trim.Columns),
        _ => throw new System.Diagnostics.UnreachableException($"{plan.GetType().Name} has no operator."),
    };

    private static ScanOperator Scan(LogicalScan scan) => new(scan.Table, scan.Request);
}
