using System.Collections;
using FlorDb.Torch.Sessions;
using FlorDb.Torch.Values;

namespace FlorDb.Torch.Loops;

/// <summary>
/// Runs one loop. The session decides before each iteration how many elements of the sequence are passed over; the sequence is not touched before
/// the first iteration that is executed.
/// </summary>
internal sealed class LoopEnumerator<T>(Session session, string name, IEnumerable<T> sequence) : IEnumerator<T>
{
    private LoopFrame? _frame;
    private IEnumerator<T>? _source;
    private bool _isOver;

    public T Current { get; private set; } = default!;

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        try
        {
            return Step();
        }
        catch (FlorException failure)
        {
            session.Fail(failure);
            throw;
        }
    }

    public void Reset() => throw new NotSupportedException("A loop runs once; enumerate flor.Loop(...) again.");

    public void Dispose()
    {
        try
        {
            if (_frame is { IsOpen: true }) Leave(_frame, _frame.IsUnwinding ? LoopExit.Unwound : LoopExit.Left);
        }
        finally
        {
            _source?.Dispose();
        }
    }

    private bool Step()
    {
        if (_frame is null) _frame = session.EnterLoop(name, sequence is ICollection<T> or IReadOnlyCollection<T>, session.ShowsProgress ? SequenceLength.Of(sequence) : null);
        else if (_isOver) return false;
        else session.EndIteration(_frame);

        if (session.Seek(_frame) is not { } skip) return Leave(_frame, LoopExit.Skipped);
        _source ??= sequence.GetEnumerator();
        for (long passed = 0; passed < skip; passed++)
            if (!_source.MoveNext()) throw SequenceEnded(_frame, skip - passed);
        session.Arrive(_frame);
        if (!_source.MoveNext()) return Leave(_frame, LoopExit.Exhausted);

        Current = _source.Current;
        if (!CellConversion.TryNumber(Current, out var value)) CellConversion.TryPlain(Current, out value);
        session.BeginIteration(_frame, value);
        return true;
    }

    private bool Leave(LoopFrame frame, LoopExit exit)
    {
        _isOver = true;
        session.ExitLoop(frame, exit);
        return false;
    }

    private FlorException SequenceEnded(LoopFrame frame, long missing) => new(
        $"The loop \"{name}\" should go on at iteration {frame.Next}, but its sequence ended {missing} elements before that. "
        + "A sequence that depends on how the training goes can only be replayed, or gone on with, from its start: register what it depends on with flor.Variable.")
    {
        ExitCode = FlorExit.Failed,
    };
}
