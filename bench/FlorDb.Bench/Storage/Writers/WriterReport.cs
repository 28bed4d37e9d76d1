using System.Diagnostics;
using System.Text.Json;

namespace FlorDb.Bench.Storage.Writers;

/// <summary>How a process of writers fared.</summary>
/// <param name="LockErrors">How often a call failed because somebody else held a lock.</param>
/// <param name="LongestCall">The seconds of the slowest call that records something.</param>
/// <param name="LastStamp">When the last of it was recorded, by the clock of <see cref="Stopwatch"/>, which all processes of a machine share.</param>
internal sealed record WriterReport(long LockErrors, double LongestCall, long LastStamp)
{
    public static WriterReport Parse(string line) => JsonSerializer.Deserialize<WriterReport>(line)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
