using System.Globalization;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>What a task leaves behind when its worker has ended.</summary>
/// <param name="Code">The worker's exit code.</param>
/// <param name="Seconds">How long it ran.</param>
internal sealed record TaskResult(int Code, double Seconds)
{
    /// <summary>Reads a result: the exit code, then the beginning and the end in seconds since 1970.</summary>
    /// <returns>The result; null if the file is not there, or not one.</returns>
    public static TaskResult? Read(string file)
    {
        try
        {
            return File.Exists(file) ? Parse(File.ReadAllText(file)) : null;
        }
        catch (IOException)
        {
            // A network file system may lose sight of a file between two calls; the next look finds it.
            return null;
        }
    }

    public static TaskResult? Parse(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var code, var begin, var end]
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && double.TryParse(begin, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var from)
        && double.TryParse(end, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var to)
            ? new TaskResult(number, Math.Max(0, to - from))
            : null;
}
