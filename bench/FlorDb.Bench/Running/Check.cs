namespace FlorDb.Bench.Running;

/// <summary>The right answers.</summary>
internal static class Check
{
    /// <exception cref="WrongAnswerException">They differ.</exception>
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw new WrongAnswerException($"{what}: expected {expected}, got {actual}.");
    }

    /// <exception cref="WrongAnswerException">There is not exactly one.</exception>
    public static T Single<T>(IEnumerable<T> items, string what)
    {
        var all = items.ToList();
        Equal(1, all.Count, what);
        return all[0];
    }

    /// <summary>For sums that a peer adds up in an order of its own.</summary>
    /// <exception cref="WrongAnswerException">They differ by more than rounding.</exception>
    public static void Close(double expected, double actual, string what)
    {
        if (!(Math.Abs(expected - actual) <= 1e-9 * Math.Abs(expected))) throw new WrongAnswerException($"{what}: expected {expected:R}, got {actual:R}.");
    }

    /// <exception cref="WrongAnswerException">It does not hold.</exception>
    public static void That(bool holds, string what)
    {
        if (!holds) throw new WrongAnswerException(what);
    }
}
