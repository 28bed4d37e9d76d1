using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Query.Tables;

namespace FlorDb.Query.Planning;

/// <summary>Moves the part of a condition that speaks only of run properties into the scan, so that other runs are not read.</summary>
internal static class RunFilterRule
{
    public static LogicalPlan Apply(LogicalPlan plan) => plan switch
    {
        LogicalFilter { Input: LogicalScan scan } filter => Split(filter, scan),
        LogicalFilter filter => filter with { Input = Apply(filter.Input) },
        LogicalAggregate aggregate => aggregate with { Input = Apply(aggregate.Input) },
        LogicalProject project => project with { Input = Apply(project.Input) },
        LogicalDistinct distinct => distinct with { Input = Apply(distinct.Input) },
        LogicalSort sort => sort with { Input = Apply(sort.Input) },
        LogicalLimit limit => limit with { Input = Apply(limit.Input) },
        LogicalTrim trim => trim with { Input = Apply(trim.Input) },
        _ => plan,
    };

    private static LogicalPlan Split(LogicalFilter filter, LogicalScan scan)
    {
        var conjuncts = filter.Condition is BoundLogical { IsAnd: true } all ? all.Operands : [filter.Condition];
        var ofRuns = conjuncts.Where(conjunct => SpeaksOfRunsOnly(conjunct, scan.Request)).ToImmutableArray();
        var others = conjuncts.Except(ofRuns).ToImmutableArray();
        if (ofRuns.IsEmpty) return filter;
        var filtered = scan with { Request = scan.Request with { RunFilter = Conjunction(ofRuns) } };
        return others.IsEmpty ? filtered : new LogicalFilter(filtered, Conjunction(others));
    }

    private static bool SpeaksOfRunsOnly(BoundExpression conjunct, ScanRequest request)
    {
        var columns = conjunct.WithDescendants().OfType<BoundColumn>().ToList();
        return columns.Count > 0 && columns.All(column => request.Columns[column.Slot] is PropertyColumn);
    }

    private static BoundExpression Conjunction(ImmutableArray<BoundExpression> conjuncts) =>
        conjuncts.Length == 1 ? conjuncts[0] : new BoundLogical(true, conjuncts);
}
