using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;

namespace FlorDb.Replay.Tests.Propagation.Corpus;

/// <summary>What came of a case.</summary>
internal enum Verdict
{
    /// <summary>The patched version is the expected one, and compiles.</summary>
    Placed,

    /// <summary>Refused for the expected reason.</summary>
    Refused,

    /// <summary>Refused although the statement has a place there.</summary>
    Missed,

    /// <summary>Refused for another reason than the expected one.</summary>
    Misjudged,

    /// <summary>Patched in another way than the expected one, or although it should have been refused.</summary>
    Misplaced,

    /// <summary>One of the sources does not compile.</summary>
    Broken,
}

/// <summary>The verdict on a case, and what to show of it.</summary>
internal sealed record Outcome(CorpusCase Case, Verdict Verdict, string Text);

/// <summary>The cases below <c>tests/propagation</c>, bound against the real libraries; each is tried once.</summary>
internal sealed class PlacementCorpus
{
    private static readonly Lazy<PlacementCorpus> Shared = new(() => new PlacementCorpus(Folder("Corpus"), Folder("TorchAssemblies")));

    private readonly ImmutableSortedDictionary<string, CorpusCase> _cases;
    private readonly SourceProgram _empty;
    private readonly ConcurrentDictionary<string, Lazy<SourceProgram>> _newest = new(StringComparer.Ordinal);
    private readonly Lazy<ImmutableSortedDictionary<string, Outcome>> _outcomes;
    private readonly string _root;

    private PlacementCorpus(string root, string libraries)
    {
        _root = root;
        _cases = Directory.EnumerateFiles(root, "*.case", SearchOption.AllDirectories).Select(file => CorpusCase.Read(root, file))
            .ToImmutableSortedDictionary(item => item.Name, item => item, StringComparer.Ordinal);
        _empty = new SourceProgram(ImmutableSortedDictionary<string, string>.Empty, CodeReferences.ForProject(libraries));
        _outcomes = new(() => _cases.Values.AsParallel().Select(Judge).ToImmutableSortedDictionary(outcome => outcome.Case.Name, outcome => outcome, StringComparer.Ordinal));
    }

    public static PlacementCorpus Instance => Shared.Value;

    public IEnumerable<string> Names => _cases.Keys;

    /// <summary>What has come of each case.</summary>
    public ImmutableSortedDictionary<string, Outcome> Outcomes => _outcomes.Value;

    private static string Folder(string key) =>
        typeof(PlacementCorpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;

    private SourceProgram Newest(string name) =>
        _newest.GetOrAdd(name, key => new(() => Compiling(_empty.WithFiles(CorpusText.Read(Path.Combine(_root, key + ".newest")).Old), key))).Value;

    private static SourceProgram Compiling(SourceProgram program, string name) =>
        program.Errors.IsEmpty ? program : throw new InvalidDataException($"{name} does not compile: {program.Errors[0]}");

    private Outcome Judge(CorpusCase item)
    {
        try
        {
            return Propagate(item);
        }
        catch (InvalidDataException e)
        {
            return new(item, Verdict.Broken, e.Message);
        }
    }

    private Outcome Propagate(CorpusCase item)
    {
        var (newest, old) = (Newest(item.Newest), _empty.WithFiles(item.Text.Old));
        try
        {
            var patched = Propagator.Propagate(newest, old, item.Wanted).Program;
            var difference = Difference(item.Text.Patched, patched.Files);
            if (item.Refused is not null) return new(item, Verdict.Misplaced, $"should be refused because of\n{item.Refused}\nbut became{Difference(item.Text.Old, patched.Files)}");
            if (difference.Length > 0) return new(item, Verdict.Misplaced, "does not become what is expected:" + difference);
            return patched.Errors.IsEmpty ? new(item, Verdict.Placed, "") : new(item, Verdict.Misplaced, $"does not compile: {patched.Errors[0]}");
        }
        catch (RefusedException refusal)
        {
            Compiling(old, item.Name);
            if (item.Refused is null) return new(item, Verdict.Missed, $"is refused: {refusal.Message}");
            var expected = item.Refused.IsMatch(refusal.Message);
            return new(item, expected ? Verdict.Refused : Verdict.Misjudged, $"should be refused because of\n{item.Refused}\nbut is because of\n{refusal.Message}");
        }
    }

    /// <summary>The lines that only one of two sets of files has, in their order.</summary>
    private static string Difference(ImmutableSortedDictionary<string, string> expected, ImmutableSortedDictionary<string, string> found)
    {
        var lines = new List<string>();
        foreach (var path in expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            var (a, b) = (expected.GetValueOrDefault(path, "").Split('\n'), found.GetValueOrDefault(path, "").Split('\n'));
            var common = new int[a.Length + 1, b.Length + 1];
            for (var i = a.Length - 1; i >= 0; i--)
            {
                for (var j = b.Length - 1; j >= 0; j--) common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }

            for (int i = 0, j = 0; i < a.Length || j < b.Length;)
            {
                if (i < a.Length && j < b.Length && a[i] == b[j]) (i, j) = (i + 1, j + 1);
                else if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1])) lines.Add($"\n{path}({j + 1}): not there: {a[i++]}");
                else lines.Add($"\n{path}({j + 1}): instead:   {b[j++]}");
            }
        }

        return string.Concat(lines);
    }
}
