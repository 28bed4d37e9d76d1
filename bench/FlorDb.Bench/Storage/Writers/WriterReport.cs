using System.Text.Json;

namespace FlorDb.Bench.Storage.Writers;

/// <summary>How a process of writers fared.</summary>
/// <param name="LockErrors">How often a call failed because somebody else held a lock.</param>
/// <param name="LongestCall">The seconds of the slowest call that records something.</param>
internal sealed record WriterReport(long LockErrors, double LongestCall)
{
    public static WriterReport Parse(string line) => JsonSerializer.Deserialize<WriterReport>(line)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
