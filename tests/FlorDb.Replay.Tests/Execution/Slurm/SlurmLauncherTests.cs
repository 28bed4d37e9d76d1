using System.Threading.Channels;
using FlorDb.Query;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution;
using FlorDb.Replay.Execution.Slurm;
using FlorDb.Replay.Tests.Support;

namespace FlorDb.Replay.Tests.Execution.Slurm;

[Collection(SlurmTestGroup.Name)]
public sealed class SlurmLauncherTests(SlurmCluster cluster) : IDisposable
{
    private static readonly WorkerPool TwoCpus = new(WorkerKind.Cpu, 2, WorkerLauncher.Slurm);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ClusterFact]
    public async Task Tasks_run_no_more_than_asked_for_at_once_and_the_death_of_one_is_told_while_all_else_goes_on()
    {
        File.WriteAllText(_folder["slurm.sh"], "#SBATCH --comment=mine\nexport GREETING=hello\n");
        var count = $"echo + >>{_folder["count"]}; sleep 0.3; echo - >>{_folder["count"]}";
        ShellSegment[] segments =
        [
            Segment("first", count), Segment("second", $"{count}; echo $GREETING $NAME; exit 7"),
            Segment("cancelled", $"{count}; scancel ${{SLURM_ARRAY_JOB_ID}}_$SLURM_ARRAY_TASK_ID; sleep 100"),
            Segment("killed", $"{count}; kill -9 $PPID; sleep 100"), Segment("fifth", count), Segment("sixth", count),
            new(_folder, "homeless", "true") { OnPrepare = () => throw new IOException("No space left on device") },
        ];
        await RunAsync(TwoCpus, segments, CancellationToken.None);
        Assert.Equal(["ran, done", "ran, ended with exit code 7 on n0"], segments[..2].Select(End));
        Assert.EndsWith("was ended by Slurm (CANCELLED, on n0)", segments[2].Story, StringComparison.Ordinal);
        Assert.Matches(@"ended without a result \(FAILED, .*on n0\)$", segments[3].Story);
        Assert.Equal(["ran, done", "ran, done"], segments[4..6].Select(End));
        Assert.Equal("could not be started: No space left on device", segments[6].Story);
        Assert.Equal("hello second", ChildProcess.Tail(segments[1].Log, 1));
        Assert.InRange(MostAtOnce(await File.ReadAllLinesAsync(_folder["count"])), 1, 2);
        AssertNothingIsLeft(segments);
    }

    [ClusterFact]
    public async Task A_replay_that_is_cancelled_cancels_its_array_and_keeps_what_is_done()
    {
        using var cancellation = new CancellationTokenSource();
        ShellSegment[] segments = [Segment("quick", "true"), Segment("long", "sleep 1000", cancellation.Cancel), Segment("waiting", "sleep 1000")];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(TwoCpus with { Count = 1 }, segments, cancellation.Token));
        Assert.Equal(["ran, done", "ran", ""], segments.Select(End));
        Assert.Equal("", await cluster.OpenJobsAsync());
        AssertNothingIsLeft(segments);
    }

    [ClusterFact]
    public async Task Tasks_that_run_at_once_have_a_gpu_each()
    {
        ShellSegment[] segments = [Segment("a", Meet("a", "b")), Segment("b", Meet("b", "a"))];
        await RunAsync(new WorkerPool(WorkerKind.Gpu, 2, WorkerLauncher.Slurm), segments, CancellationToken.None);
        Assert.Equal(["1", "1"], segments.Select(segment => ChildProcess.Tail(segment.Log, 1)));
    }

    [ClusterFact]
    public async Task What_Slurm_refuses_is_told_in_its_own_words()
    {
        File.WriteAllText(_folder["slurm.sh"], "#SBATCH --gres=gpu:5\n");
        var gpus = await Assert.ThrowsAsync<FlorQlException>(() => RunAsync(new WorkerPool(WorkerKind.Gpu, 5, WorkerLauncher.Slurm), [Segment("a", "true")], CancellationToken.None));
        Assert.Equal("Slurm refuses the job array: Batch job submission failed: Requested node configuration is not available", gpus.Problem);
        File.WriteAllText(_folder["slurm.sh"], "#SBATCH --partition=nowhere\n");
        var partition = await Assert.ThrowsAsync<FlorQlException>(() => RunAsync(TwoCpus, [Segment("b", "true")], CancellationToken.None));
        Assert.Equal("Slurm refuses the job array: invalid partition specified: nowhere; Batch job submission failed: Invalid partition name specified", partition.Problem);
        AssertNothingIsLeft([]);
    }

    [ClusterFact]
    public async Task A_cluster_that_does_not_answer_is_an_error()
    {
        File.WriteAllText(_folder["slurm.conf"], "ClusterName=none\nSlurmctldHost=localhost\nSlurmctldPort=1\nMessageTimeout=1\nSlurmctldTimeout=1\nNodeName=n0\nPartitionName=main Nodes=n0\n");
        var slurm = new SlurmCommands(new Dictionary<string, string?> { ["SLURM_CONF"] = _folder["slurm.conf"] });
        var error = await Assert.ThrowsAsync<FlorQlException>(() => slurm.MaxArraySizeAsync(CancellationToken.None));
        Assert.Matches(@"^Slurm does not answer: .*Unable to contact slurm controller .+\. 'scontrol ping' says more; start flor on a machine from which jobs are submitted, or leave USING SLURM out", error.Problem);
    }

    [Fact]
    public async Task Without_Slurm_the_error_says_what_is_missing_and_what_to_do()
    {
        var slurm = new SlurmCommands(new Dictionary<string, string?> { ["PATH"] = _folder.Path });
        var launcher = new SlurmLauncher(_folder.Path, TwoCpus, slurm, TimeSpan.Zero);
        var error = await Assert.ThrowsAsync<FlorQlException>(() => launcher.RunAsync(Channel.CreateUnbounded<ISegmentTask>(), CancellationToken.None));
        Assert.Equal(
            "USING SLURM needs Slurm's commands, and there is no 'scontrol' on the PATH: start flor on a machine from which jobs are submitted, "
            + "or leave USING SLURM out to replay on this machine.",
            error.Problem);
    }

    private static string End(ShellSegment segment) => segment.Story.Replace("waited, ", "", StringComparison.Ordinal).Replace("waited", "", StringComparison.Ordinal);

    private static int MostAtOnce(IEnumerable<string> lines)
    {
        var (running, most) = (0, 0);
        foreach (var line in lines) most = Math.Max(most, running += line == "+" ? 1 : -1);
        return most;
    }

    /// <summary>Each waits for the other.</summary>
    private string Meet(string self, string other) => $"echo $SLURM_GPUS_ON_NODE; : >{_folder[self]}; until [ -e {_folder[other]} ]; do sleep 0.02; done";

    private ShellSegment Segment(string name, string script, Action? onStart = null) => new(_folder, name, script) { OnStart = onStart ?? (() => { }) };

    private async Task RunAsync(WorkerPool pool, IEnumerable<ShellSegment> segments, CancellationToken cancellation)
    {
        var channel = Channel.CreateUnbounded<ISegmentTask>();
        foreach (var segment in segments) Assert.True(channel.Writer.TryWrite(segment));
        channel.Writer.Complete();
        var launcher = new SlurmLauncher(_folder.Path, pool, new SlurmCommands(new Dictionary<string, string?>()), patience: TimeSpan.FromSeconds(1));
        await launcher.RunAsync(channel.Reader, cancellation);
    }

    private void AssertNothingIsLeft(IEnumerable<ShellSegment> segments)
    {
        Assert.Empty(Directory.GetFileSystemEntries(_folder["cache/slurm"]));
        Assert.DoesNotContain(segments, segment => Directory.Exists(segment.Folder));
    }
}
