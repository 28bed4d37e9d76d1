using FlorDb.Storage;
using FlorDb.Torch.Loops;

namespace FlorDb.Torch.Replaying;

/// <summary>Writes the cells that a replay fills. Iterations that get none leave no row.</summary>
internal sealed class OverlayWriter(RunWriter writer)
{
    public void Log(LoopFrame frame, string name, in CellValue value) => writer.Log(Enter(frame), name, value);

    private ContextId Enter(LoopFrame frame)
    {
        if (frame.Parent is null) return ContextId.Root;
        if (frame.Context == default) frame.Context = writer.EnterIteration(Enter(frame.Parent), frame.Name, frame.Current, frame.Value);
        return frame.Context;
    }
}
