namespace FlorDb.Storage.Tests.Io;

/// <summary>A lock that is held until it is disposed.</summary>
internal sealed class SimulatedLock(Action release) : IDisposable
{
    public void Dispose() => release();
}
