using System.Collections.Immutable;
using System.Text.Json;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>All runs with their arguments.</summary>
/// <param name="Groups">The runs, by start time.</param>
/// <param name="Arguments">The arguments of each record that has some.</param>
internal sealed record RunListing(ImmutableArray<RunGroup> Groups, IReadOnlyDictionary<RunKey, SortedDictionary<string, CellValue>> Arguments)
{
    /// <summary>Reads them.</summary>
    public static RunListing Read(StoreSnapshot snapshot) => new(snapshot.RunGroups, RunArguments.Read(snapshot));

    /// <summary>A row for each run; each argument is a column behind the run's own ones.</summary>
    public TableData ToTable()
    {
        var names = Arguments.Values.SelectMany(known => known.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var length = RunText.KeyLength(Groups.SelectMany(group => group.Ranks));
        TableColumn[] ranks = Groups.Any(group => group.WorldSize is not null) ? [TableColumn.Text("ranks")] : [];
        return new TableData(
            [
                TableColumn.Text("key"), TableColumn.Text("runid"), TableColumn.Time("tstamp"), TableColumn.Text("state"), .. ranks,
                TableColumn.Text("took"), TableColumn.Text("filename"), TableColumn.Text("vid"), .. names.Select(name => new TableColumn(name, KindOf(name))),
            ],
            [.. Groups.Select(group => Row(group, group.Lead, length, ranks.Length > 0, names))]);
    }

    /// <summary>Writes a JSON array with one object per run, or per rank of a run of several processes; arguments are an object of their own.</summary>
    public void WriteJson(TextWriter output) => JsonText.WriteArray(output, Groups.SelectMany(group => group.Ranks), WriteRun);

    private CellKind KindOf(string name)
    {
        var kinds = Arguments.Values.Where(known => known.ContainsKey(name)).Select(known => known[name].Kind).Distinct().ToList();
        return kinds.TrueForAll(CellDisplay.IsRightAligned) ? CellKind.Float64 : CellKind.String;
    }

    private CellValue[] Row(RunGroup group, RunInfo run, int keyLength, bool hasRanks, List<string> names) =>
    [
        CellValue.Of(run.Key.ToString()[..keyLength]),
        CellValue.Of(run.Header.RunId),
        CellValue.Of(run.Header.Timestamp),
        CellValue.Of(RunText.State(group.State)),
        .. hasRanks ? (CellValue[])[RunText.Ranks(group) is { } ranks ? CellValue.Of(ranks) : CellValue.Null] : [],
        run.Seconds is { } seconds ? CellValue.Of(Count.Of(TimeSpan.FromSeconds(seconds))) : CellValue.Null,
        CellValue.Of(run.Header.FileName),
        CellValue.Of(RunText.Version(run.Header.VersionId)),
        .. names.Select(name => Arguments.TryGetValue(run.Key, out var known) && known.TryGetValue(name, out var value) ? value : CellValue.Null),
    ];

    private void WriteRun(Utf8JsonWriter json, RunInfo run)
    {
        json.WriteStartObject();
        json.WriteString("key", run.Key.ToString());
        json.WriteString("projid", run.Header.ProjectId);
        json.WriteString("runid", run.Header.RunId);
        json.WriteString("tstamp", JsonCell.Timestamp(CellValue.Of(run.Header.Timestamp)));
        if (run.Header.Rank is { } rank) json.WriteNumber("rank", rank);
        if (run.Header.WorldSize is { } world) json.WriteNumber("world", world);
        if (run.Header.Lead is { } lead) json.WriteString("lead", lead.ToString());
        json.WriteString("state", RunText.State(run.State));
        if (run.Seconds is { } seconds) json.WriteNumber("seconds", seconds);
        else json.WriteNull("seconds");
        json.WriteString("message", run.Message);
        json.WriteString("filename", run.Header.FileName);
        json.WriteString("vid", run.Header.VersionId);
        json.WriteStartObject("arguments");
        foreach (var (name, value) in Arguments.GetValueOrDefault(run.Key) ?? []) JsonCell.Write(json, name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
