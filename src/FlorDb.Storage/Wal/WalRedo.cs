using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Wal;

/// <summary>Applies the records of one writer's WAL files, in order, to an image of its runs.</summary>
internal sealed class WalRedo
{
    private readonly Dictionary<long, RunImage> _runs = [];
    private readonly Dictionary<string, LogName> _known = [];
    private readonly List<LogName> _names = [];
    private RunImage? _lastRun;
    private long _lastNumber;

    /// <summary>How far the log is read: kept by those who hand over its records.</summary>
    public LogProgress Progress { get; } = new();

    /// <summary>The runs and replay parts by their numbers.</summary>
    public IReadOnlyDictionary<long, RunImage> Runs => _runs;

    /// <summary>A new file begins: its names are its own.</summary>
    public void BeginFile() => _names.Clear();

    /// <summary>Applies one record.</summary>
    /// <exception cref="InvalidDataException">The record's checksum is right, but its fields make no sense.</exception>
    public void Apply(in Frame frame)
    {
        var reader = new RecordReader(frame.Payload);
        long number = reader.Count();
        switch ((WalRecordType)frame.Type)
        {
            case WalRecordType.Name:
                if (number != _names.Count) throw new InvalidDataException($"A name has number {number} instead of {_names.Count}.");
                _names.Add(Known(reader.Text()));
                break;
            case WalRecordType.RunBegin:
                long runBegun = reader.Signed();
                _runs.TryAdd(number, RunImage.Of(HeaderCodec.ReadRun(ref reader), runBegun, Progress));
                break;
            case WalRecordType.ReplayBegin:
                long replayBegun = reader.Signed();
                _runs.TryAdd(number, RunImage.Of(HeaderCodec.ReadReplay(ref reader), replayBegun, Progress));
                break;
            default:
                ApplyTo(Run(number), (WalRecordType)frame.Type, ref reader);
                break;
        }
    }

    private void ApplyTo(RunImage run, WalRecordType type, ref RecordReader reader)
    {
        switch (type)
        {
            case WalRecordType.Argument or WalRecordType.Cell:
                run.AddCell(reader.Count(), Name(ref reader), type == WalRecordType.Argument, ref reader);
                break;
            case WalRecordType.Enter:
                run.Enter(reader.Count(), reader.Count(), Name(ref reader), reader.Count(), reader.Count(), ref reader);
                break;
            case WalRecordType.LoopEnd:
                run.EndLoop(reader.Count(), Name(ref reader), reader.Count(), reader.Bool(), reader.Count(), reader.Count());
                break;
            case WalRecordType.Checkpoint:
                run.Checkpoints.Add(CheckpointCodec.Read(ref reader, run.Key));
                break;
            case WalRecordType.RunEnd:
                run.Finish(EndCodec.ReadRun(ref reader));
                break;
            case WalRecordType.ReplayEnd:
                run.Finish(EndCodec.ReadSummary(ref reader));
                break;
            default:
                throw new InvalidDataException($"{(byte)type} is not a type of record.");
        }
    }

    private RunImage Run(long number)
    {
        if (_lastRun is not null && _lastNumber == number) return _lastRun;
        _lastRun = _runs.GetValueOrDefault(number) ?? throw new InvalidDataException($"A record speaks of run {number}, which never began.");
        _lastNumber = number;
        return _lastRun;
    }

    private LogName Known(string text)
    {
        if (_known.TryGetValue(text, out var name)) return name;
        name = new LogName(text, _known.Count);
        _known.Add(text, name);
        return name;
    }

    private LogName Name(ref RecordReader reader)
    {
        long number = reader.Count();
        return number < _names.Count ? _names[(int)number] : throw new InvalidDataException($"A record speaks of name {number}, which was not declared.");
    }
}
