using FlorDb.Query.Tests.Support;
using FlorDb.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Query.Tests.Execution;

/// <summary>
/// Every row makes a condition true, false or NULL: the three counts add up to all rows (ternary logic partitioning: Rigger and Su, OOPSLA 2020).
/// </summary>
public sealed class TernaryLogicTests : IDisposable
{
    private static readonly Gen<string> Number = Gen.Elements("lr", "hidden", "epoch", "accuracy", "loss", "final", "1", "0.5", "NULL", "lr * hidden", "coalesce(loss, lr)", "nullif(epoch, 1)");

    private static readonly Gen<string> Text = Gen.Elements("runid", "optimizer", "fold", "score", "'alpha'", "NULL", "upper(filename)");

    private readonly TestStore _store = new();

    public TernaryLogicTests() => SampleRuns.Write(_store);

    [Fact]
    public void Rows_of_a_condition_its_negation_and_its_null_are_all_rows() =>
        Prop.ForAll(Condition(3).ToArbitrary(), condition =>
        {
            var parts = new[] { condition, $"NOT ({condition})", $"({condition}) IS NULL" };
            // The names in the answer's condition set its grain, so all four queries name the same ones.
            var all = Count($"({condition}) IS NULL OR ({condition}) IS NOT NULL");
            return parts.Sum(Count) == all;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Where_and_a_selected_condition_agree() =>
        Prop.ForAll(Condition(2).ToArbitrary(), condition =>
        {
            var selected = _store.QueryAsync($"SELECT {condition} FROM runs").GetAwaiter().GetResult();
            return Count(condition) == selected.Rows.Count(row => row.Span[0].Kind == CellKind.Boolean && row.Span[0].AsBoolean());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    public void Dispose() => _store.Dispose();

    private static Gen<string> Condition(int depth) => depth == 0 ? Leaf : Gen.OneOf(
        Leaf,
        from op in Gen.Elements("AND", "OR") from left in Condition(depth - 1) from right in Condition(depth - 1) select $"({left} {op} {right})",
        from inner in Condition(depth - 1) select $"(NOT {inner})",
        from inner in Condition(depth - 1) from test in Gen.Elements("IS NULL", "IS NOT NULL", "IS TRUE", "IS NOT FALSE") select $"({inner} {test})");

    private static Gen<string> Leaf => Gen.OneOf(
        from op in Gen.Elements("=", "<>", "<", ">=", "IS DISTINCT FROM") from left in Number from right in Number select $"{left} {op} {right}",
        from op in Gen.Elements("=", "<", "LIKE", "ILIKE") from left in Text from right in Text select $"{left} {op} {right}",
        from operand in Number from low in Number from high in Number select $"{operand} BETWEEN {low} AND {high}",
        from operand in Text from first in Text from second in Text from not in Gen.Elements("", "NOT ") select $"{operand} {not}IN ({first}, {second})",
        from operand in Number from high in Number select $"CASE WHEN {operand} > {high} THEN TRUE WHEN {operand} IS NULL THEN FALSE END");

    private long Count(string condition)
    {
        var result = _store.QueryAsync($"SELECT count(*) FROM runs WHERE {condition}").GetAwaiter().GetResult();
        return result.Rows[0].Span[0].AsInt64();
    }
}
