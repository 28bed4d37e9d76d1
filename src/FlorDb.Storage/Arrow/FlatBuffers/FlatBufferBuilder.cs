using System.Buffers.Binary;
using System.Text;

namespace FlorDb.Storage.Arrow.FlatBuffers;

/// <summary>
/// Writes the part of the FlatBuffers encoding that Arrow's metadata needs. The buffer grows from its end to its beginning; a position is
/// the distance from the end. See https://flatbuffers.dev/internals/.
/// </summary>
internal sealed class FlatBufferBuilder
{
    private byte[] _bytes = new byte[512];
    private int _used;
    private int _alignment = sizeof(int);

    public int WriteString(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Align(sizeof(int), utf8.Length + 1);
        Push(1)[0] = 0;
        utf8.CopyTo(Push(utf8.Length));
        PushInt32(utf8.Length);
        return _used;
    }

    /// <summary>A vector of references to strings or tables that were written before.</summary>
    public int WriteReferences(IReadOnlyList<int> targets)
    {
        Align(sizeof(int), targets.Count * sizeof(int));
        for (var i = targets.Count - 1; i >= 0; i--) PushReference(targets[i]);
        PushInt32(targets.Count);
        return _used;
    }

    /// <summary>A vector of structs, whose fields are given as 64-bit words.</summary>
    public int WriteStructs(IReadOnlyList<long> words, int wordsInEach)
    {
        Align(sizeof(int), words.Count * sizeof(long));
        Align(sizeof(long), words.Count * sizeof(long));
        for (var i = words.Count - 1; i >= 0; i--) BinaryPrimitives.WriteInt64LittleEndian(Push(sizeof(long)), words[i]);
        PushInt32(words.Count / wordsInEach);
        return _used;
    }

    public FlatTableBuilder StartTable(int fieldCount) => new(this, fieldCount, _used);

    /// <summary>The finished buffer; its length is a multiple of its alignment.</summary>
    public ReadOnlyMemory<byte> Finish(int root)
    {
        Align(_alignment, sizeof(int));
        PushReference(root);
        return _bytes.AsMemory(_bytes.Length - _used);
    }

    internal int Position => _used;

    /// <summary>Pads so that after <paramref name="following"/> more bytes the position is a multiple of <paramref name="alignment"/>.</summary>
    internal void Align(int alignment, int following = 0)
    {
        _alignment = Math.Max(_alignment, alignment);
        var rest = (_used + following) % alignment;
        if (rest != 0) Push(alignment - rest).Clear();
    }

    internal void PushReference(int target)
    {
        Align(sizeof(int));
        PushInt32(_used + sizeof(int) - target);
    }

    internal void PushInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Push(sizeof(int)), value);

    internal void PushUInt16(int value) => BinaryPrimitives.WriteUInt16LittleEndian(Push(sizeof(ushort)), (ushort)value);

    /// <summary>Puts a number where one was pushed before.</summary>
    internal void PatchInt32(int position, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_bytes.Length - position), value);

    internal Span<byte> Push(int count)
    {
        if (_used + count > _bytes.Length)
        {
            var larger = new byte[Math.Max(_bytes.Length * 2, _used + count)];
            _bytes.AsSpan(_bytes.Length - _used).CopyTo(larger.AsSpan(larger.Length - _used));
            _bytes = larger;
        }

        _used += count;
        return _bytes.AsSpan(_bytes.Length - _used, count);
    }
}
