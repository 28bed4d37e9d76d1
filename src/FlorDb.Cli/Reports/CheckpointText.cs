using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>Where a checkpoint stands, for people: <c>after step, in epoch 3</c>.</summary>
internal static class CheckpointText
{
    /// <summary>The place in words.</summary>
    public static string Place(CheckpointPosition position)
    {
        var loop = position.Path.Depth == 0 ? "the run" : position.Path.Loops[^1];
        var around = position.Path.Depth > 1 ? ", in " + Iterations(position, position.Path.Depth - 1) : "";
        return position.Moment switch
        {
            CheckpointMoment.BeforeLoop => $"before {loop}{around}",
            CheckpointMoment.IterationEnd => "end of " + Iterations(position, position.Path.Depth),
            _ => $"after {loop}{around}",
        };
    }

    private static string Iterations(CheckpointPosition position, int depth) => string.Join(", ", position.Path.Loops.Take(depth)
        .Zip(position.Indices, (loop, index) => string.Create(CultureInfo.InvariantCulture, $"{loop} {index}")));
}
