using System.Text.Json;

namespace FlorDb.Bench.Reporting;

/// <summary>Results as JSON, for programs: a list of objects.</summary>
internal static class FigureFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(string path, IEnumerable<Figure> figures)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var lines = figures.Select(figure => new Line(
            figure.Name, figure.Value, figure.Unit.Symbol, figure.Peer, figure.PeerValue, figure.Ratio, figure.Goal?.Describe(figure.Unit), figure.Met));
        File.WriteAllText(path, JsonSerializer.Serialize(lines, Options) + "\n");
    }

    private sealed record Line(string Name, double Value, string Unit, string? Peer, double? PeerValue, double? Ratio, string? Goal, bool? Met);
}
