using FlorDb.Cli.Rendering;

namespace FlorDb.Cli.Tests.Rendering;

public sealed class CountTests
{
    [Theory]
    [InlineData(0, "0 rows")]
    [InlineData(1, "1 row")]
    [InlineData(1797, "1,797 rows")]
    public void Numbers_have_their_noun(long number, string text) => Assert.Equal(text, Count.Of(number, "row"));

    [Theory]
    [InlineData(0.004, "4 ms")]
    [InlineData(0.25, "0.3 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(80, "1 min 20 s")]
    [InlineData(7500, "2 h 5 min")]
    public void Times_have_sensible_units(double seconds, string text) => Assert.Equal(text, Count.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(1_400, "1.4 kB")]
    [InlineData(26_000_000, "26.0 MB")]
    public void Bytes_are_in_powers_of_a_thousand(long bytes, string text) => Assert.Equal(text, Count.Bytes(bytes));
}
