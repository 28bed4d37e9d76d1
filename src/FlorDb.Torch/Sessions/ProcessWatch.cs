using System.Diagnostics;
using System.Runtime.InteropServices;
using FlorDb.Storage;

namespace FlorDb.Torch.Sessions;

/// <summary>
/// Ends the sessions of a process that goes down: by an exception that nobody catches, by a signal, or by an exit from within. A process that is killed
/// leaves its run as it is; readers see that nobody finished it.
/// </summary>
internal static class ProcessWatch
{
    private static readonly Lock Gate = new();
    private static readonly List<Session> Live = [];
    private static readonly List<PosixSignalRegistration> Signals = [];
    private static volatile bool _isEnding;

    /// <summary>Watches over a session until it is released.</summary>
    public static void Watch(Session session)
    {
        lock (Gate)
        {
            if (Signals.Count == 0) Attach();
            Live.Add(session);
        }
    }

    /// <summary>No longer watches over a session.</summary>
    public static void Release(Session session)
    {
        lock (Gate) Live.Remove(session);
    }

    /// <summary>Stops the calling thread for good when the process is on its way out, so that nothing goes on without being recorded.</summary>
    public static void WaitIfEnding()
    {
        if (_isEnding) Thread.Sleep(Timeout.Infinite);
    }

    private static void Attach()
    {
        AppDomain.CurrentDomain.UnhandledException += (_, raised) => OnUnhandled(raised.ExceptionObject);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => OnExit();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            Signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    private static void OnUnhandled(object thrown)
    {
        WaitIfEnding();
        var sessions = TakeLive();
        if (sessions.Length == 0) return;
        int exitCode = sessions[0].FailureExitCode;
        string message = thrown is Exception exception ? Describe(exception) : thrown.ToString() ?? "";
        foreach (var session in sessions) session.End(RunState.Failed, message);
        if (Debugger.IsAttached) return;
        if (exitCode != FlorExit.Fine) Console.Error.WriteLine($"Unhandled exception. {thrown}");
        Environment.Exit(exitCode);
    }

    private static void OnExit()
    {
        foreach (var session in TakeLive())
        {
            var (state, message) = Environment.ExitCode != 0
                ? (RunState.Failed, $"The program ended with exit code {Environment.ExitCode}.")
                : session.IsInLoop ? (RunState.Interrupted, "The program ended in the middle of a loop.") : (RunState.Completed, (string?)null);
            session.End(state, message);
        }
    }

    private static void OnSignal(PosixSignalContext context)
    {
        var sessions = TakeLive();
        if (sessions.Length == 0) return;
        context.Cancel = true;
        _isEnding = true;
        foreach (var session in sessions) session.End(RunState.Interrupted, $"The program was stopped by {context.Signal}.");
        Environment.Exit(FlorExit.Interrupted);
    }

    /// <summary>An exception for a run's record.</summary>
    public static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";

    private static Session[] TakeLive()
    {
        lock (Gate)
        {
            Session[] sessions = [.. Live];
            Live.Clear();
            return sessions;
        }
    }
}
