namespace FlorDb.Cli.Hosting;

/// <summary>What <c>flor</c> tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All is fine.</summary>
    public const int Fine = 0;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>The user's command or query is wrong.</summary>
    public const int WrongCommand = 2;

    /// <summary>The store is damaged, or another version of FlorDB wrote it.</summary>
    public const int WrongStore = 3;

    /// <summary>The user interrupted the work.</summary>
    public const int Interrupted = 130;
}
