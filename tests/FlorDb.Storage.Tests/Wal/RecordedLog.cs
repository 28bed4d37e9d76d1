using FlorDb.Storage.Tests.Support;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Tests.Wal;

/// <summary>Writes records as they stand in a WAL file.</summary>
internal sealed class RecordedLog
{
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<string, int> _names = [];
    private long _sequence;

    public RecordedLog(WalId id)
    {
        Id = id;
        var header = new byte[WalLayout.HeaderBytes];
        new WalHeader(id, 1).Write(header);
        _bytes.AddRange(header);
    }

    public WalId Id { get; }

    public byte[] Bytes => [.. _bytes];

    public void Begin(bool isReplay, long begunAt)
    {
        var record = Start(1);
        record.Signed(begunAt);
        if (isReplay) ReplayCodec.WriteBegin(ref record, Sample.Replay(RunKey.Create(DateTimeOffset.UnixEpoch), "name"));
        else HeaderCodec.Write(ref record, Sample.Header());
        Add(isReplay ? WalRecordType.ReplayBegin : WalRecordType.RunBegin, record.Written);
    }

    public void Enter(long context, long parent, string loop, long index, long at, CellValue value)
    {
        int name = Name(loop);
        var record = Start(1);
        foreach (long number in (long[])[context, parent, name, index, at]) record.Count(number);
        CellCodec.Write(ref record, value);
        Add(WalRecordType.Enter, record.Written);
    }

    public void EndLoop(long parent, string loop, long at)
    {
        int name = Name(loop);
        var record = Start(1);
        record.Count(parent);
        record.Count(name);
        record.Count(1);
        record.Bool(true);
        record.Count(at);
        record.Count(1);
        Add(WalRecordType.LoopEnd, record.Written);
    }

    public void Log(long context, string name, bool isArgument, CellValue value)
    {
        int number = Name(name);
        var record = Start(1);
        record.Count(context);
        record.Count(number);
        CellCodec.Write(ref record, value);
        Add(isArgument ? WalRecordType.Argument : WalRecordType.Cell, record.Written);
    }

    private int Name(string name)
    {
        if (_names.TryGetValue(name, out int number)) return number;
        number = _names.Count;
        _names.Add(name, number);
        var record = Start(number);
        record.Text(name);
        Add(WalRecordType.Name, record.Written);
        return number;
    }

    private static RecordWriter Start(long number)
    {
        var record = new RecordWriter(64);
        record.Count(number);
        return record;
    }

    private void Add(WalRecordType type, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[FrameLayout.FrameBytes(payload.Length)];
        payload.CopyTo(frame.AsSpan(FrameLayout.PayloadOffset));
        Frame.Publish(frame, (byte)type, ++_sequence, payload.Length);
        _bytes.AddRange(frame);
    }
}
