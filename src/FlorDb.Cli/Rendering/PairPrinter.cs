namespace FlorDb.Cli.Rendering;

/// <summary>Prints named values, one a line, with the values below each other.</summary>
internal static class PairPrinter
{
    /// <summary>Prints them, indented; values too long for the width go on in the next line.</summary>
    public static void Print(Pen pen, IReadOnlyCollection<(string Name, string Value)> pairs, int? width)
    {
        var names = pairs.Select(pair => DisplayText.Width(DisplayText.Visible(pair.Name))).DefaultIfEmpty(0).Max();
        var room = Math.Max(10, (width ?? int.MaxValue) - names - 4);
        foreach (var (name, value) in pairs)
        {
            pen.Write("  ").Write(DisplayText.Pad(DisplayText.Visible(name), names, right: false), Ink.Dim).Write("  ");
            var lines = Wrap(DisplayText.Visible(value), room);
            pen.Line(lines[0]);
            foreach (var line in lines.Skip(1)) pen.Write(new string(' ', names + 4)).Line(line);
        }
    }

    private static List<string> Wrap(string text, int room)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && DisplayText.Width(lines[^1]) + 1 + DisplayText.Width(word) > room) lines.Add(word);
            else lines[^1] += lines[^1].Length > 0 ? " " + word : word;
        }

        return lines;
    }
}
