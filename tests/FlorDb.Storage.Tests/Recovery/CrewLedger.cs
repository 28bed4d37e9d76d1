using System.Globalization;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>What the processes of a crew have said is done. Safe to use from several threads.</summary>
internal sealed class CrewLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _runs = [];

    /// <summary>The merges that were made.</summary>
    public int Merges { get; private set; }

    /// <summary>The packs that were freed.</summary>
    public int Freed { get; private set; }

    /// <summary>The runs at this moment.</summary>
    public IReadOnlyDictionary<string, Entry> Mark()
    {
        lock (_gate) return new Dictionary<string, Entry>(_runs);
    }

    /// <summary>Takes down one line of a process.</summary>
    public void Note(string line)
    {
        lock (_gate)
        {
            switch (line.Split(' '))
            {
                case ["began", var label]: Change(label, run => run); break;
                case ["logged", var label, var count]: Change(label, run => run with { Logged = int.Parse(count, CultureInfo.InvariantCulture) }); break;
                case ["kept", var label]: Change(label, run => run with { Checkpoints = run.Checkpoints + 1 }); break;
                case ["finished", var label]: Change(label, run => run with { IsFinished = true }); break;
                case ["deleted", var label]: Change(label, run => run with { IsDeleted = true }); break;
                case ["merged", var count]: Merges += int.Parse(count, CultureInfo.InvariantCulture); break;
                case ["freed", var count]: Freed += int.Parse(count, CultureInfo.InvariantCulture); break;
                default: throw new InvalidDataException($"A process said: {line}");
            }
        }
    }

    private void Change(string label, Func<Entry, Entry> change) => _runs[label] = change(_runs.GetValueOrDefault(label) ?? new Entry(0, 0, false, false));

    /// <summary>How far a run has come.</summary>
    internal sealed record Entry(int Logged, int Checkpoints, bool IsFinished, bool IsDeleted);
}
