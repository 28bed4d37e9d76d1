using System.Globalization;

namespace FlorDb.Storage.Tests.Support;

/// <summary>How much the tests with many cases do, and where they say what they did.</summary>
internal static class TestScale
{
    private static readonly Lock Reporting = new();
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("FLOR_FULL") == "1";
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FLOR_LONG") == "1";

    /// <summary>The seed of this process's random tests: <c>FLOR_SEED</c>, or always the same one.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("FLOR_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : 20_241_121;

    /// <summary>How many cases to go through.</summary>
    /// <param name="quick">For somebody who works on the code.</param>
    /// <param name="full">For <c>./test.sh</c> (<c>FLOR_FULL=1</c>).</param>
    /// <param name="longer">For <c>./test.sh --long</c> (<c>FLOR_LONG=1</c>).</param>
    public static int Of(int quick, int full, int longer) => IsLong ? longer : IsFull ? full : quick;

    /// <summary>Adds a line to the report that <c>./test.sh</c> prints at its end (<c>FLOR_REPORT</c> names the file).</summary>
    public static void Report(string line)
    {
        if (Environment.GetEnvironmentVariable("FLOR_REPORT") is not { Length: > 0 } file) return;
        lock (Reporting) File.AppendAllText(file, line + "\n");
    }
}
