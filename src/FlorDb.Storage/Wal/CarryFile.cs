using System.Buffers;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Wal;

/// <summary>
/// The form of a carry file: a WAL file with a magic of its own that begins again the runs and iterations that are open at the end of a sealed one, with all that they have
/// logged, so that each row comes to stand in one segment as a whole.
/// </summary>
internal sealed class CarryFile
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<string, int> _names = [];
    private long _lastSequence;

    private CarryFile(WalId id)
    {
        var header = new byte[WalLayout.HeaderBytes];
        new WalHeader(id, 1, IsCarry: true).Write(header);
        _bytes.Write(header);
    }

    /// <summary>The bytes of a carry file; empty if nothing is open.</summary>
    public static ReadOnlySpan<byte> Encode(WalId id, IReadOnlyDictionary<long, RunImage> images)
    {
        var carry = new CarryFile(id);
        foreach (var (number, image) in images)
            if (!image.HasEnded) carry.Add(number, image);
        return carry._lastSequence == 0 ? [] : carry._bytes.WrittenSpan;
    }

    private void Add(long number, RunImage image)
    {
        var begin = Begin(number);
        begin.Signed(image.BegunAt);
        if (image.Replay is { } replay) ReplayCodec.WriteBegin(ref begin, replay);
        else HeaderCodec.Write(ref begin, image.Header!);
        Append(image.Replay is null ? WalRecordType.RunBegin : WalRecordType.ReplayBegin, begin.Written);
        AddCells(number, image, ContextId.Root.Value);
        foreach (var loop in image.OpenLoops)
        {
            AddEnter(number, image, loop);
            AddCells(number, image, loop.Current);
        }
    }

    private void AddEnter(long number, RunImage image, OpenLoop loop)
    {
        var (block, iteration) = image.Find(loop.Current);
        int name = NameNumber(loop.Loop);
        var enter = Begin(number);
        enter.Count(loop.Current);
        enter.Count(loop.Parent);
        enter.Count(name);
        enter.Count(block.Indices[iteration]);
        enter.Count(loop.CurrentStart);
        CellCodec.Write(ref enter, block.LoopValue(iteration));
        Append(WalRecordType.Enter, enter.Written);
    }

    private void AddCells(long number, RunImage image, long context)
    {
        var (block, iteration) = image.Find(context);
        foreach (var cells in block.Names)
        {
            foreach (var value in cells.Of(iteration))
            {
                int name = NameNumber(cells.Name);
                var record = Begin(number);
                record.Count(context);
                record.Count(name);
                CellCodec.Write(ref record, value);
                Append(cells.IsArgument ? WalRecordType.Argument : WalRecordType.Cell, record.Written);
            }
        }
    }

    private int NameNumber(string name)
    {
        if (_names.TryGetValue(name, out int number)) return number;
        number = _names.Count;
        _names.Add(name, number);
        var record = Begin(number);
        record.Text(name);
        Append(WalRecordType.Name, record.Written);
        return number;
    }

    private static RecordWriter Begin(long number)
    {
        var record = new RecordWriter(256);
        record.Count(number);
        return record;
    }

    private void Append(WalRecordType type, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[FrameLayout.FrameBytes(payload.Length)];
        payload.CopyTo(frame.AsSpan(FrameLayout.PayloadOffset));
        Frame.Publish(frame, (byte)type, ++_lastSequence, payload.Length);
        _bytes.Write(frame);
    }
}
