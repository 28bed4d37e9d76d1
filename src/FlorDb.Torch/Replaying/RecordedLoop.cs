using FlorDb.Storage;

namespace FlorDb.Torch.Replaying;

/// <summary>What the record has of one execution of a loop.</summary>
/// <param name="End">How it ended; null where it was cut off.</param>
/// <param name="EndIndex">One more than the index of its last iteration.</param>
/// <param name="Exists">Whether the record has it at all.</param>
internal sealed record RecordedLoop(LoopEndInfo? End, long EndIndex, bool Exists)
{
    /// <summary>The loop's name and how far it went, for people.</summary>
    public string Describe(string name) => End switch
    {
        null => $"the record of loop \"{name}\" stops at iteration {EndIndex - 1}",
        { Completed: true } => $"the record of loop \"{name}\" comes to its end after {EndIndex} iterations",
        _ => $"the record of loop \"{name}\" is left in iteration {EndIndex - 1}",
    };
}
