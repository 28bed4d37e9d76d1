using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Wal;

/// <summary>Applies the records of one writer's WAL files, in order, to an image of its runs.</summary>
internal sealed class WalRedo
{
    private readonly Dictionary<long, RunImage> _runs = [];
    private readonly Dictionary<long, string> _names = [];

    /// <summary>The runs and replay parts by their numbers.</summary>
    public IReadOnlyDictionary<long, RunImage> Runs => _runs;

    /// <summary>A new file begins: its names are its own.</summary>
    public void BeginFile() => _names.Clear();

    /// <summary>Applies one record.</summary>
    /// <exception cref="InvalidDataException">The record's checksum is right, but its fields make no sense.</exception>
    public void Apply(in Frame frame)
    {
        var reader = new RecordReader(frame.Payload);
        var type = (WalRecordType)frame.Type;
        long number = reader.Count();
        switch (type)
        {
            case WalRecordType.Name:
                _names[number] = reader.Text();
                break;
            case WalRecordType.RunBegin:
                long runBegun = reader.Signed();
                _runs.TryAdd(number, RunImage.Of(HeaderCodec.ReadRun(ref reader), runBegun));
                break;
            case WalRecordType.ReplayBegin:
                long replayBegun = reader.Signed();
                _runs.TryAdd(number, RunImage.Of(HeaderCodec.ReadReplay(ref reader), replayBegun));
                break;
            default:
                var run = _runs.GetValueOrDefault(number) ?? throw new InvalidDataException($"A record speaks of run {number}, which never began.");
                ApplyTo(run, type, ref reader);
                break;
        }
    }

    private void ApplyTo(RunImage run, WalRecordType type, ref RecordReader reader)
    {
        switch (type)
        {
            case WalRecordType.Argument or WalRecordType.Cell:
                long context = reader.Count();
                string name = Name(ref reader);
                run.AddCell(context, name, type == WalRecordType.Argument, CellCodec.Read(ref reader));
                break;
            case WalRecordType.Enter:
                run.Enter(reader.Count(), reader.Count(), Name(ref reader), reader.Count(), reader.Count(), CellCodec.Read(ref reader));
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

    private string Name(ref RecordReader reader)
    {
        long number = reader.Count();
        return _names.GetValueOrDefault(number) ?? throw new InvalidDataException($"A record speaks of name {number}, which was not declared.");
    }
}
