namespace FlorDb.Torch.Progress;

/// <summary>How fast a loop goes on: from samples of its position, which is the number of its iterations that are done, the current one in part.</summary>
internal sealed class LoopPace
{
    private object? _execution;
    private double _lastPosition;
    private TimeSpan _lastTime;
    private double _iterations;
    private TimeSpan _time;

    /// <summary>Iterations in a second, over all executions of the loop; null where too little was seen.</summary>
    public double? Rate => _iterations > 0 && _time > TimeSpan.Zero ? _iterations / _time.TotalSeconds : null;

    /// <summary>Adds a sample.</summary>
    /// <param name="execution">Which execution of the loop; what lies between two of them is not counted.</param>
    /// <param name="position">How many iterations are done.</param>
    /// <param name="time">When, on any clock.</param>
    public void Add(object execution, double position, TimeSpan time)
    {
        if (execution == _execution)
        {
            _iterations += Math.Max(0, position - _lastPosition);
            _time += time - _lastTime;
        }

        (_execution, _lastPosition, _lastTime) = (execution, position, time);
    }
}
