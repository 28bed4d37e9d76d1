namespace FlorDb.Storage.Tests.Io;

/// <summary>Walks through a space of choices.</summary>
internal static class Choices
{
    /// <summary>
    /// Every combination, if there are not more than the limit. Otherwise that many: first and last options throughout, all but one, and then by chance.
    /// </summary>
    /// <param name="sizes">The number of options of each choice.</param>
    /// <param name="limit">How many combinations are wanted.</param>
    /// <param name="random">Chance.</param>
    public static IEnumerable<int[]> Of(int[] sizes, int limit, Random random)
    {
        long total = 1;
        foreach (int size in sizes) total = Math.Min(total * size, int.MaxValue);
        return total <= limit ? All(sizes) : Extremes(sizes, random).Concat(ByChance(sizes, random)).Take(limit);
    }

    /// <summary>Combinations by chance, without end.</summary>
    public static IEnumerable<int[]> ByChance(int[] sizes, Random random)
    {
        while (true)
        {
            double newest = random.NextDouble();
            double oldest = (1 - newest) * random.NextDouble();
            int[] choices = [.. sizes.Select(size => Choose(size, newest, oldest, random.NextDouble(), random))];
            yield return choices;
        }
    }

    private static IEnumerable<int[]> All(int[] sizes)
    {
        var choices = new int[sizes.Length];
        while (true)
        {
            yield return [.. choices];
            int i = 0;
            while (i < sizes.Length && ++choices[i] == sizes[i]) choices[i++] = 0;
            if (i == sizes.Length) yield break;
        }
    }

    private static IEnumerable<int[]> Extremes(int[] sizes, Random random)
    {
        int[] newest = [.. sizes.Select(size => size - 1)];
        yield return new int[sizes.Length];
        yield return newest;
        int[] real = [.. Enumerable.Range(0, sizes.Length).Where(i => sizes[i] > 1)];
        random.Shuffle(real);
        foreach (int i in real.Take(8))
        {
            int[] oneLost = [.. newest];
            oneLost[i] = random.Next(sizes[i] - 1);
            yield return oneLost;
            var oneKept = new int[sizes.Length];
            oneKept[i] = 1 + random.Next(sizes[i] - 1);
            yield return oneKept;
        }
    }

    private static int Choose(int size, double newest, double oldest, double chance, Random random) =>
        chance < newest ? size - 1 : chance < newest + oldest ? 0 : random.Next(size);
}
