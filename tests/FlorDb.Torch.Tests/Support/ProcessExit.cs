namespace FlorDb.Torch.Tests.Support;

/// <summary>Stands for the end of the process in replays that run inside of the test's process.</summary>
internal sealed class ProcessExit(int code) : Exception($"exit {code}")
{
    public int Code { get; } = code;
}
