namespace FlorDb.Torch.Output;

/// <summary>Where a program writes to.</summary>
internal enum ConsoleStream
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,
}
