using FlorDb.Storage;
using FlorDb.Torch.Loops;

namespace FlorDb.Torch.Replaying;

/// <summary>Where a replay goes on: which iterations are wanted.</summary>
internal sealed partial class ReplayingSession
{
    public override long? Seek(LoopFrame frame) => frame.Path.Depth == 1 ? SeekOutermost(frame) : SeekNested(frame);

    public override void Arrive(LoopFrame frame) => _seeker.Arrive();

    private long? SeekOutermost(LoopFrame frame)
    {
        var recorded = _loops[frame];
        if (!recorded.Exists) return SeekUnrecorded();
        return _progress.NextWanted(frame.Name, frame.Next, recorded.EndIndex) is { } target ? _seeker.SeekTo(frame, target) : SkipRest(frame, recorded);
    }

    /// <summary>A loop that the record does not have: where the run came to its end the patched code is the first to have it, otherwise the run ended before it.</summary>
    private long? SeekUnrecorded()
    {
        if (_record.Info.State != RunState.Completed) Finish();
        return 0;
    }

    private long? SkipRest(LoopFrame frame, RecordedLoop recorded)
    {
        FinishWhenDone();
        if (recorded.End is { } end) return _seeker.TrySkipRest(frame, end) ? null : 0;
        Finish();
        return null;
    }

    private long? SeekNested(LoopFrame frame)
    {
        var recorded = _loops[frame];
        if (recorded.End is not { } end)
        {
            if (frame.Next >= recorded.EndIndex && IsCutOff) Finish();
            return 0;
        }

        if (frame.Current >= 0 || !_segment.SkippedLoops.Contains(frame.Path)) return 0;
        return _seeker.TrySkipRest(frame, end) ? null : 0;
    }
}
