using FlorDb.Storage;

namespace FlorDb.Query.Tests.Support;

/// <summary>Writes a run, or a replay part, in few words.</summary>
internal sealed class TestRun(RunWriter writer) : IDisposable
{
    public RunKey Key => writer.Run;

    public RunWriter Writer => writer;

    public TestRun Argument(string name, CellValue value)
    {
        writer.SetArgument(name, value);
        return this;
    }

    public TestRun Log(string name, CellValue value, ContextId context = default)
    {
        writer.Log(context, name, value);
        return this;
    }

    /// <summary>A whole loop; its body is told the iteration and its context.</summary>
    public TestRun Loop(string name, int iterations, Action<int, ContextId> body, ContextId parent = default, Func<int, CellValue>? value = null)
    {
        for (var i = 0; i < iterations; i++) body(i, writer.EnterIteration(parent, name, i, value?.Invoke(i) ?? CellValue.Of((long)i)));
        writer.EndLoop(parent, name, iterations, completed: true);
        return this;
    }

    /// <summary>One iteration, whatever its index.</summary>
    public ContextId Enter(string name, long index, ContextId parent = default) => writer.EnterIteration(parent, name, index, CellValue.Of(index));

    public void Finish(RunState state = RunState.Completed, string? message = null)
    {
        writer.Finish(state, message);
        writer.Dispose();
    }

    public void FinishReplay(bool verified = true)
    {
        writer.FinishReplay(new ReplaySummary(RunState.Completed, 1.5, 1, 1, verified ? 0 : 1, verified ? null : "loss diverged"));
        writer.Dispose();
    }

    public void Dispose() => writer.Dispose();
}
