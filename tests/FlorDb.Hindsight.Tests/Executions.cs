namespace FlorDb.Hindsight.Tests;

/// <summary>Hears from the programs of the tests which of their iterations are executed. It stands outside of them, so that it is no state of theirs.</summary>
public static class Executions
{
    private static readonly List<string> Heard = [];

    /// <summary>Where the next program is to fail; null for nowhere.</summary>
    public static string? FailAt { get; set; }

    /// <summary>Called by a program where an iteration begins.</summary>
    public static void Note(string place)
    {
        if (place == FailAt) throw new InvalidOperationException($"The program was told to fail at {place}.");
        Heard.Add(place);
    }

    /// <summary>What was heard since the last call.</summary>
    public static string[] Take()
    {
        string[] taken = [.. Heard];
        Heard.Clear();
        return taken;
    }
}
