using System.Text;
using Xunit.Abstractions;

namespace FlorDb.Replay.Tests.Propagation.Corpus;

public sealed class PlacementCorpusTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases => [.. PlacementCorpus.Instance.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Statement_goes_where_it_belongs_or_the_version_is_refused_for_the_right_reason(string name)
    {
        var outcome = PlacementCorpus.Instance.Outcomes[name];
        if (outcome.Case.Gap is null) Assert.True(outcome.Verdict is Verdict.Placed or Verdict.Refused, $"{name} {outcome.Text}");
        else Assert.True(outcome.Verdict is Verdict.Missed, $"{name} {(outcome.Verdict is Verdict.Placed ? "is placed now: the mark 'gap' can go" : outcome.Text)}");
    }

    [Fact]
    public void At_least_95_percent_of_what_has_a_place_is_placed_and_nothing_is_misplaced()
    {
        var outcomes = PlacementCorpus.Instance.Outcomes.Values.ToList();
        Report(outcomes);
        var placeable = outcomes.Where(outcome => outcome.Case.Refused is null).ToList();
        Assert.True(outcomes.Count >= 110, $"{outcomes.Count} pairs");
        Assert.True(outcomes.Select(outcome => outcome.Case.Name.Split('/')[0]).Distinct().Count() >= 6);
        Assert.Empty(outcomes.Where(outcome => outcome.Verdict is Verdict.Misplaced or Verdict.Broken).Select(outcome => outcome.Case.Name));
        Assert.True(placeable.Count(outcome => outcome.Verdict is Verdict.Placed) >= 0.95 * placeable.Count);
        Assert.Empty(CorpusCase.KnownKinds.Except(outcomes.SelectMany(outcome => outcome.Case.Kinds)));
    }

    private void Report(List<Outcome> outcomes)
    {
        var table = new StringBuilder();
        Line("kind of edit", "placed", "refused", "missed", "misjudged", "misplaced", "broken");
        foreach (var kind in CorpusCase.KnownKinds) Count(kind, [.. outcomes.Where(outcome => outcome.Case.Kinds.Contains(kind))]);
        foreach (var family in outcomes.GroupBy(outcome => outcome.Case.Name.Split('/')[0])) Count("in " + family.Key, [.. family]);
        Count("in all", outcomes);
        output.WriteLine(table.ToString());
        if (Environment.GetEnvironmentVariable("FLOR_REPORT") is not { Length: > 0 } file) return;
        File.AppendAllText(file, $"Placement of statements in old versions, {outcomes.Count} pairs:\n{table}");

        void Count(string what, List<Outcome> those) =>
            Line(what, [.. Enum.GetValues<Verdict>().Select(verdict => those.Count(outcome => outcome.Verdict == verdict).ToString(System.Globalization.CultureInfo.InvariantCulture))]);

        void Line(string what, params string[] cells) => table.Append($"  {what,-18}").AppendJoin("", cells.Select(cell => $"{cell,10}")).Append('\n');
    }
}
