using System.Collections.Immutable;

namespace FlorDb.Cli.Rendering;

/// <summary>How wide each column of a table is shown.</summary>
/// <param name="Widths">The width of each shown column, in character cells.</param>
/// <param name="Fits">Whether all columns are shown within the width; if not, only the first ones have a width.</param>
internal sealed record TableLayout(ImmutableArray<int> Widths, bool Fits)
{
    /// <summary>A space on both sides of a cell, and a line before it.</summary>
    private const int Frame = 3;

    /// <summary>
    /// Gives each column what it needs; if that is too much, the widest columns are narrowed first, none below its minimum; if that is still too much,
    /// columns at the end are left out.
    /// </summary>
    /// <param name="natural">What each column needs to show all of its text.</param>
    /// <param name="minimum">What each column needs to be of any use.</param>
    /// <param name="width">The room; null for any amount.</param>
    public static TableLayout Compute(ImmutableArray<int> natural, ImmutableArray<int> minimum, int? width)
    {
        if (width is not { } room || Total(natural) <= room) return new TableLayout(natural, true);
        var shown = natural.Length;
        while (shown > 1 && Total(minimum[..shown]) > room) shown--;
        ImmutableArray<int> least = shown == 1 ? [Math.Min(minimum[0], room - Total([0]))] : minimum[..shown];
        return new TableLayout(Narrow(natural[..shown], least, room), shown == natural.Length && Total(minimum) <= room);
    }

    private static ImmutableArray<int> Narrow(ImmutableArray<int> natural, ImmutableArray<int> minimum, int room)
    {
        var widths = natural.ToArray();
        for (var excess = Total(natural) - room; excess > 0;)
        {
            var (widest, next) = TwoWidest(widths, minimum);
            if (widest < 0) break;
            var cut = Math.Min(excess, Math.Max(1, widths[widest] - Math.Max(next, minimum[widest])));
            widths[widest] -= cut;
            excess -= cut;
        }

        return [.. widths];
    }

    private static (int Index, int NextWidth) TwoWidest(int[] widths, ImmutableArray<int> minimum)
    {
        var index = -1;
        var next = 0;
        for (var column = 0; column < widths.Length; column++)
        {
            if (widths[column] <= minimum[column]) continue;
            if (index < 0 || widths[column] > widths[index])
            {
                next = index < 0 ? 0 : widths[index];
                index = column;
            }
            else
            {
                next = Math.Max(next, widths[column]);
            }
        }

        return (index, next);
    }

    private static int Total(ImmutableArray<int> widths) => widths.Sum() + (Frame * widths.Length) - 1;
}
