using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Planning;
using FlorDb.Storage;

namespace FlorDb.Replay.Execution;

/// <summary>What happened so far to the replay of one run. Segments report from several threads.</summary>
internal sealed class Attempt(PlannedRun planned, ProgressMeter meter)
{
    private readonly Lock _gate = new();
    private readonly List<ReplayKey> _parts = [];
    private int _running;
    private int _left = planned.Segments.Length;
    private double _seconds;
    private string? _failure;

    public PlannedRun Planned { get; } = planned;

    /// <summary>Whether nothing of it is left to do.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate) return _left == 0;
        }
    }

    /// <summary>Whether a worker of it runs.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_gate) return _running > 0;
        }
    }

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

    /// <summary>A worker begins.</summary>
    public void Begin()
    {
        lock (_gate) _running++;
    }

    /// <summary>A segment is done with, well or not.</summary>
    /// <param name="hasRun">Whether it had a worker.</param>
    /// <param name="text">What to say of it when others are left.</param>
    public void End(bool hasRun, string text)
    {
        lock (_gate)
        {
            _left--;
            if (hasRun) _running--;
        }

        if (IsOver) ReportEnd();
        else Report(ReplayPhase.Running, text);
    }

    /// <summary>There will be no segments: the version does not build.</summary>
    public void GiveUp(string message)
    {
        lock (_gate) _left = 0;
        Fail(message);
        ReportEnd();
    }

    public void Advance(double seconds) => meter.Advance(seconds);

    public void Report(ReplayPhase phase, string text) => meter.Report(Planned.Run, phase, text);

    private void ReportEnd()
    {
        if (Failure is { } failure) Report(ReplayPhase.Failed, failure);
        else Report(ReplayPhase.Finished, $"{Planned.Run.Header.RunId} is finished");
    }
}
