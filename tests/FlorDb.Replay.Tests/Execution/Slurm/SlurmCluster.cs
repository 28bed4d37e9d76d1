using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using FlorDb.Replay.Execution;
using FlorDb.Replay.Tests.Support;

namespace FlorDb.Replay.Tests.Execution.Slurm;

/// <summary>
/// A Slurm cluster of one node with four processors and four GPUs, none of which need exist: munged, slurmctld and slurmd with a configuration of their own, for
/// as long as the tests that share it run. If the test process dies, they end.
/// </summary>
public sealed class SlurmCluster : IAsyncLifetime, IDisposable
{
    /// <summary>So small that a replay of six segments takes two arrays.</summary>
    public const int MaxArraySize = 4;

    private const string ConfigurationVariable = "SLURM_CONF";
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch"];
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _daemons = [];

    /// <summary>Why there can't be a cluster here; null where there can.</summary>
    public static string? Obstacle
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return "Slurm's daemons run on Linux.";
            // The whole test set has installed it, or says what is wrong.
            var missing = Programs.FirstOrDefault(program => Find(program) is null);
            return missing is null || Environment.GetEnvironmentVariable("FLOR_FULL") == "1" ? null : $"There is no {missing}: 'scripts/setup.sh --tests' installs Slurm.";
        }
    }

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsLinux() || Obstacle is not null) return;
        foreach (var name in (string[])["state", "spool", "logs"]) Directory.CreateDirectory(_folder[name]);
        await File.WriteAllTextAsync(_folder["slurm.conf"], Configuration());
        // Slurm wants a device's file to exist, and looks no closer.
        for (var gpu = 0; gpu < 4; gpu++) await File.WriteAllTextAsync(_folder[$"gpu{gpu}"], "");
        await File.WriteAllTextAsync(_folder["gres.conf"], $"Name=gpu File={_folder["gpu[0-3]"]}\n");
        await File.WriteAllBytesAsync(_folder["munge.key"], RandomNumberGenerator.GetBytes(128));
        File.SetUnixFileMode(_folder["munge.key"], UnixFileMode.UserRead);
        // For all who ask for this cluster from here: nobody else asks for any.
        Environment.SetEnvironmentVariable(ConfigurationVariable, _folder["slurm.conf"]);
        Start(
            "munged", "--foreground", "--force", "--num-threads=1", $"--key-file={_folder["munge.key"]}", $"--socket={_folder["munge.socket"]}",
            $"--pid-file={_folder["munge.pid"]}", $"--log-file={_folder["logs/munged"]}", $"--seed-file={_folder["munge.seed"]}");
        await WaitAsync("munged", () => Task.FromResult(File.Exists(_folder["munge.socket"])));
        Start("slurmctld", "-D", "-c");
        Start("slurmd", "-D", "-c");
        await WaitAsync("slurmctld and slurmd", async () => await AskAsync("sinfo", "--noheader", "--format=%T") is "idle");
    }

    public async Task DisposeAsync()
    {
        if (_daemons.Count > 0) await EndJobsAsync();
        await _end.CancelAsync();
        foreach (var daemon in _daemons) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => daemon);
        Environment.SetEnvironmentVariable(ConfigurationVariable, null);
    }

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    /// <summary>The jobs that have not ended, as Slurm lists them.</summary>
    public Task<string> OpenJobsAsync() => AskAsync("squeue", "--noheader", "--states=PENDING,RUNNING,COMPLETING");

    /// <summary>What one of Slurm's commands prints.</summary>
    public async Task<string> AskAsync(string program, params string[] arguments)
    {
        var log = _folder[$"{program}-{Guid.NewGuid():n}"];
        await ChildProcess.RunAsync([program, .. arguments], _folder.Path, new Dictionary<string, string?>(), log, CancellationToken.None);
        return (await File.ReadAllTextAsync(log)).Trim();
    }

    private static string? Find(string program) =>
        ((string[])["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static (int Controller, int Node) FreePorts()
    {
        using var controller = new TcpListener(IPAddress.Loopback, 0);
        using var node = new TcpListener(IPAddress.Loopback, 0);
        controller.Start();
        node.Start();
        return (((IPEndPoint)controller.LocalEndpoint).Port, ((IPEndPoint)node.LocalEndpoint).Port);
    }

    private void Start(string program, params string[] arguments) => _daemons.Add(ChildProcess.RunAsync(
        [Find(program) ?? throw new InvalidOperationException($"{program} is missing: 'scripts/setup.sh --tests' installs it."), .. arguments],
        _folder.Path, new Dictionary<string, string?>(), _folder[$"logs/{program}.out"], _end.Token));

    /// <summary>A test that failed may have left some.</summary>
    private async Task EndJobsAsync()
    {
        await AskAsync("scancel", "--partition=main");
        using var late = new CancellationTokenSource(StartTime);
        while (await OpenJobsAsync() != "" && !late.IsCancellationRequested) await Task.Delay(50);
    }

    private async Task WaitAsync(string what, Func<Task<bool>> isReady)
    {
        using var late = new CancellationTokenSource(StartTime);
        while (!await isReady())
        {
            if (late.IsCancellationRequested || _daemons.Any(daemon => daemon.IsCompleted))
                throw new InvalidOperationException($"{what} did not start:\n{string.Join('\n', Directory.GetFiles(_folder["logs"]).Select(file => ChildProcess.Tail(file, 4)))}");
            await Task.Delay(50);
        }
    }

    private string Configuration()
    {
        var host = Environment.MachineName.Split('.')[0];
        var ports = FreePorts();
        return $"""
            ClusterName=flor
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={ports.Controller}
            SlurmdPort={ports.Node}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            AuthInfo=socket={_folder["munge.socket"]}
            CredType=cred/munge
            StateSaveLocation={_folder["state"]}
            SlurmdSpoolDir={_folder["spool"]}
            SlurmctldPidFile={_folder["slurmctld.pid"]}
            SlurmdPidFile={_folder["slurmd.pid"]}
            SlurmctldLogFile={_folder["logs/slurmctld"]}
            SlurmdLogFile={_folder["logs/slurmd"]}
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            MpiDefault=none
            AccountingStorageType=accounting_storage/none
            JobAcctGatherType=jobacct_gather/none
            GresTypes=gpu
            MaxArraySize={MaxArraySize}
            ReturnToService=2
            SlurmdParameters=config_overrides
            SchedulerParameters=batch_sched_delay=0,sched_interval=1
            NodeName=n0 NodeHostname={host} NodeAddr=127.0.0.1 CPUs=4 Gres=gpu:4 State=UNKNOWN
            PartitionName=main Nodes=n0 Default=YES MaxTime=INFINITE State=UP

            """;
    }
}

/// <summary>A test that needs a cluster.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = SlurmCluster.Obstacle;
}
