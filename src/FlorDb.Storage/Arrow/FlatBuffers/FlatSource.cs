using System.Diagnostics.CodeAnalysis;

namespace FlorDb.Storage.Arrow.FlatBuffers;

/// <summary>
/// A FlatBuffers buffer that is not trusted. Since references may share targets, a small buffer could unfold into an endless tree: what has
/// been visited is counted, and more than a multiple of the buffer's size is refused.
/// </summary>
internal sealed class FlatSource(ReadOnlyMemory<byte> bytes, string where)
{
    private const int UnfoldFactor = 8;
    private long _budget = (long)bytes.Length * UnfoldFactor;

    public ReadOnlySpan<byte> Bytes => bytes.Span;

    public string Where => where;

    public FlatTable Root()
    {
        if (bytes.Length < sizeof(uint)) Fail("it is too short");
        return new FlatTable(this, 0).Follow(0);
    }

    public void Charge(int count)
    {
        _budget -= count;
        if (_budget < 0) Fail("its parts refer to each other without end");
    }

    [DoesNotReturn]
    public void Fail(string problem) => throw new ArrowFormatException($"The Arrow metadata in {where} is damaged: {problem}.");
}
