namespace FlorDb.Storage;

/// <summary>How far a run, or a replay part, has come. The numbers are part of the file format.</summary>
public enum RunState : byte
{
    /// <summary>Its process lives and has not finished it.</summary>
    Running = 0,

    /// <summary>It came to its end.</summary>
    Completed = 1,

    /// <summary>It ended with an exception.</summary>
    Failed = 2,

    /// <summary>Its process is gone without having finished it: killed, or the machine stopped.</summary>
    Interrupted = 3,
}
