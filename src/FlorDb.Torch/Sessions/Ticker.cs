namespace FlorDb.Torch.Sessions;

/// <summary>Does something again and again on a thread of its own, until it is disposed; the first time after one interval.</summary>
internal sealed class Ticker : IDisposable
{
    /// <summary>How long the end of a run waits for a terminal that somebody has halted.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public Ticker(string name, TimeSpan interval, Action tick)
    {
        _thread = new Thread(() =>
        {
            while (!_stop.Wait(interval)) tick();
        })
        { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Stops, and waits a little for what is being done.</summary>
    public void Dispose()
    {
        _stop.Set();
        if (_thread != Thread.CurrentThread) _thread.Join(Patience);
    }
}
