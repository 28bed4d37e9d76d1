using System.Diagnostics;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>A child process that works on a store and says what it has done; its lines go to a ledger as they come.</summary>
internal sealed class CrewProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _lines;
    private readonly Task<string> _errors;

    public CrewProcess(CrewLedger ledger, params string[] arguments)
    {
        _process = Process.Start(ChildProgram.Command(arguments))!;
        _errors = _process.StandardError.ReadToEndAsync();
        _lines = Task.Run(() =>
        {
            while (_process.StandardOutput.ReadLine() is { } line) ledger.Note(line);
        });
    }

    /// <summary>Whether it is at work.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Ends it at once; returns what it had said on its standard error.</summary>
    public string Kill()
    {
        if (!_process.HasExited) _process.Kill();
        return _errors.Result;
    }

    /// <summary>Ends its input, waits for its end, and throws unless all went well.</summary>
    public void End()
    {
        _process.StandardInput.Close();
        Task.WaitAll(_lines, _errors);
        _process.WaitForExit();
        Assert.True(_process.ExitCode == 0 && _errors.Result.Length == 0, $"A process ended with {_process.ExitCode}: {_errors.Result}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
