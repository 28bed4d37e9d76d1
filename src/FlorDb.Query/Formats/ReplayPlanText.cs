using FlorDb.Query.Hindsight;

namespace FlorDb.Query.Formats;

/// <summary>A replay plan as lines of text, as <c>EXPLAIN</c> shows it.</summary>
public static class ReplayPlanText
{
    /// <summary>The plan, line by line.</summary>
    public static IEnumerable<string> Lines(IReplayPlan plan) => throw new NotImplementedException();
}
