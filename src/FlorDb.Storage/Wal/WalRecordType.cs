namespace FlorDb.Storage.Wal;

/// <summary>The types of WAL records. The numbers are part of the file format.</summary>
internal enum WalRecordType : byte
{
    /// <summary>Gives a name its number in this file.</summary>
    Name = 1,

    /// <summary>Begins a run.</summary>
    RunBegin = 2,

    /// <summary>Begins a replay part.</summary>
    ReplayBegin = 3,

    /// <summary>An argument of a run.</summary>
    Argument = 4,

    /// <summary>Begins an iteration.</summary>
    Enter = 5,

    /// <summary>Ends a loop.</summary>
    LoopEnd = 6,

    /// <summary>A logged value.</summary>
    Cell = 7,

    /// <summary>Publishes a checkpoint whose pages are durable.</summary>
    Checkpoint = 8,

    /// <summary>Ends a run.</summary>
    RunEnd = 9,

    /// <summary>Ends a replay part.</summary>
    ReplayEnd = 10,
}
