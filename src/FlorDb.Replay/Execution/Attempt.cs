using System.Collections.Immutable;
using FlorDb.Replay.Planning;
using FlorDb.Storage;

namespace FlorDb.Replay.Execution;

/// <summary>What happened so far to the replay of one run. Segments report from several threads.</summary>
internal sealed class Attempt(PlannedRun planned)
{
    private readonly Lock _gate = new();
    private readonly List<ReplayKey> _parts = [];
    private double _seconds;
    private string? _failure;

    public PlannedRun Planned { get; } = planned;

    public bool Cancelled { get; set; }

    public ImmutableArray<ReplayKey> Parts
    {
        get
        {
            lock (_gate) return [.. _parts];
        }
    }

    public double Seconds
    {
        get
        {
            lock (_gate) return _seconds;
        }
    }

    /// <summary>The first failure.</summary>
    public string? Failure
    {
        get
        {
            lock (_gate) return _failure;
        }
    }

    public void Add(ReplayKey part)
    {
        lock (_gate) _parts.Add(part);
    }

    public void AddSeconds(double seconds)
    {
        lock (_gate) _seconds += seconds;
    }

    public void Fail(string message)
    {
        lock (_gate) _failure ??= message;
    }
}
