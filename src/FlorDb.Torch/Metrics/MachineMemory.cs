using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Torch.Metrics;

/// <summary>Memory in bytes: what of this process is resident, and what of the machine's is in use.</summary>
internal static class MachineMemory
{
    private const string File = "/proc/meminfo";

    public static IEnumerable<(string Name, CellValue Value)> Sample()
    {
        yield return ("process_memory", CellValue.Of(Environment.WorkingSet));
        if (UsedBytes() is { } used) yield return ("memory", CellValue.Of(used));
    }

    private static long? UsedBytes()
    {
        if (!System.IO.File.Exists(File)) return null;
        var lines = System.IO.File.ReadAllLines(File);
        return Bytes(lines, "MemTotal:") - Bytes(lines, "MemAvailable:");
    }

    /// <summary>The value of a line such as <c>MemTotal:   16316412 kB</c>.</summary>
    private static long? Bytes(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..]
            ? long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024
            : null;
}
