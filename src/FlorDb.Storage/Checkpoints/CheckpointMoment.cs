namespace FlorDb.Storage;

/// <summary>At which point of a loop a checkpoint was taken. The numbers are part of the file format.</summary>
public enum CheckpointMoment : byte
{
    /// <summary>Before the loop's first iteration.</summary>
    BeforeLoop = 0,

    /// <summary>At the end of one of the loop's iterations.</summary>
    IterationEnd = 1,

    /// <summary>After the loop, however it ended.</summary>
    AfterLoop = 2,
}
