using FlorDb.Storage;

namespace FlorDb.Torch.Capture;

/// <summary>Numbers the captures that come again with each iteration of a loop: what stays the same after one of them is likely to stay the same after the next such.</summary>
internal sealed class CaptureMoments
{
    /// <summary>Programs with more loops have the last number for all others.</summary>
    public const int Most = 16;

    private readonly Dictionary<(CheckpointMoment, LoopPath), int> _numbers = [];

    public int NumberOf(CheckpointPosition position)
    {
        var key = (position.Moment, position.Path);
        if (_numbers.TryGetValue(key, out int number)) return number;
        number = Math.Min(_numbers.Count, Most - 1);
        _numbers.Add(key, number);
        return number;
    }
}
