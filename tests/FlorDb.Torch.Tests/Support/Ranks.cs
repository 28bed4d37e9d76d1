using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace FlorDb.Torch.Tests.Support;

/// <summary>Starts the test program as a launcher would: several processes at once, which are told their ranks.</summary>
internal static class Ranks
{
    private static readonly ConditionalWeakTable<ScratchRepository, string> Ports = [];

    /// <summary>Starts all ranks of a launch. All launches in a repository are told the same.</summary>
    public static Process[] Start(ScratchRepository repository, int worldSize, params string[] arguments)
    {
        string port = Ports.GetValue(repository, _ => FreePort().ToString(CultureInfo.InvariantCulture));
        return [.. Enumerable.Range(0, worldSize).Select(rank => Start(repository, rank, worldSize, port, arguments))];
    }

    /// <summary>Starts one rank.</summary>
    public static Process Start(ScratchRepository repository, int rank, int worldSize, string port, params string[] arguments)
    {
        var variables = repository.Variables;
        (variables["RANK"], variables["WORLD_SIZE"], variables["MASTER_PORT"]) = ($"{rank}", $"{worldSize}", port);
        try
        {
            return repository.Start(segment: null, arguments);
        }
        finally
        {
            foreach (string name in (string[])["RANK", "WORLD_SIZE", "MASTER_PORT"]) variables.Remove(name);
        }
    }

    /// <summary>Runs all ranks to their ends; gives their exit codes and what they say on standard error.</summary>
    public static (int ExitCode, string Error)[] Run(ScratchRepository repository, int worldSize, params string[] arguments) =>
        Finish(Start(repository, worldSize, arguments));

    /// <summary>Waits for processes to end.</summary>
    public static (int ExitCode, string Error)[] Finish(Process[] processes)
    {
        var errors = processes.Select(process => process.StandardError.ReadToEndAsync()).ToArray();
        var outputs = processes.Select(process => process.StandardOutput.ReadToEndAsync()).ToArray();
        foreach (var process in processes) process.WaitForExit();
        Task.WaitAll(outputs);
        (int, string)[] ended = [.. processes.Zip(errors, (process, error) => (process.ExitCode, WithoutNotice(error.Result)))];
        foreach (var process in processes) process.Dispose();
        return ended;
    }

    /// <summary>On a busy machine rank 0 may take so long to start that the others tell for what they wait.</summary>
    private static string WithoutNotice(string error) =>
        string.Concat(error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains(" waits for rank 0 to begin the run in ", StringComparison.Ordinal)).Select(line => line + "\n"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
