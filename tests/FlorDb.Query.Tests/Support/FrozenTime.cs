namespace FlorDb.Query.Tests.Support;

/// <summary>A clock that stands still, so that durations in answers are the same each time.</summary>
internal sealed class FrozenTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2024, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public override long GetTimestamp() => 0;
}
