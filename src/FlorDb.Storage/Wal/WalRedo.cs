using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.NoInlining)] // On its own it is soon compiled anew for what the log holds; the loop that calls it never is.
    public void Apply(in Frame frame)
    {
        var reader = new RecordReader(frame.Payload);
        long number = reader.Count();
        var type = (WalRecordType)frame.Type;
        switch (type)
        {
            case WalRecordType.Cell or WalRecordType.Argument:
                Run(number).AddCell(reader.Count(), Name(reader.Count()), type == WalRecordType.Argument, reader.Rest);
                break;
            case WalRecordType.Enter:
                Run(number).Enter(reader.Count(), reader.Count(), Name(reader.Count()), reader.Count(), reader.Count(), reader.Rest);
                break;
            case WalRecordType.Name:
                Declare(number, reader);
                break;
            case WalRecordType.RunBegin or WalRecordType.ReplayBegin:
                Begin(number, type, reader);
                break;
            default:
                ApplyTo(Run(number), type, reader);
                break;
        }
    }

    private void Declare(long number, RecordReader reader)
    {
        if (number != _names.Count) throw new InvalidDataException($"A name has number {number} instead of {_names.Count}.");
        string text = reader.Text();
        if (!_known.TryGetValue(text, out var name)) _known.Add(text, name = new LogName(text, _known.Count));
        _names.Add(name);
    }

    private void Begin(long number, WalRecordType type, RecordReader reader)
    {
        long begunAt = reader.Signed();
        _runs.TryAdd(number, type == WalRecordType.RunBegin
            ? RunImage.Of(HeaderCodec.ReadRun(ref reader), begunAt, Progress)
            : RunImage.Of(ReplayCodec.ReadBegin(ref reader), begunAt, Progress));
    }

    private void ApplyTo(RunImage run, WalRecordType type, RecordReader reader)
    {
        switch (type)
        {
            case WalRecordType.LoopEnd:
                run.EndLoop(reader.Count(), Name(reader.Count()), reader.Count(), reader.Bool(), reader.Count(), reader.Count());
                break;
            case WalRecordType.Checkpoint:
                run.Checkpoints.Add(CheckpointCodec.Read(ref reader, run.Key));
                break;
            case WalRecordType.RunEnd:
                run.Finish(EndCodec.ReadRun(ref reader));
                break;
            case WalRecordType.ReplayEnd:
                run.Finish(ReplayCodec.ReadEnd(ref reader));
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

    private LogName Name(long number) =>
        number < _names.Count ? _names[(int)number] : throw new InvalidDataException($"A record speaks of name {number}, which was not declared.");
}
