using System.Threading.Channels;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution;
using FlorDb.Replay.Tests.Support;

namespace FlorDb.Replay.Tests.Execution;

public sealed class LocalLauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_worker_that_fails_or_can_not_start_leaves_the_others_alone()
    {
        ShellSegment[] segments =
        [
            Segment("fails", "exit 7"),
            new(_folder, "homeless", "true") { OnPrepare = () => throw new IOException("No space left on device") },
            Segment("good", "echo $NAME"),
        ];
        await RunAsync(new WorkerPool(WorkerKind.Cpu, 1), segments, CancellationToken.None);
        Assert.Equal(["ran, ended with exit code 7", "could not be started: No space left on device", "ran, done"], segments.Select(segment => segment.Story));
        Assert.Equal("good", ChildProcess.Tail(segments[2].Log, 1));
        Assert.DoesNotContain(segments, segment => Directory.Exists(segment.Folder));
    }

    [Fact]
    public async Task Workers_that_run_at_once_see_a_gpu_each()
    {
        // Each waits for the other, so neither can take both places.
        ShellSegment[] segments = [Segment("a", Meet("a", "b")), Segment("b", Meet("b", "a"))];
        await RunAsync(new WorkerPool(WorkerKind.Gpu, 2), segments, CancellationToken.None);
        var devices = segments.Select(segment => ChildProcess.Tail(segment.Log, 1)).ToList();
        Assert.DoesNotContain("", devices);
        Assert.Equal(2, devices.Distinct().Count());
    }

    [Fact]
    public async Task Cancelling_ends_the_workers_and_starts_no_more()
    {
        using var cancellation = new CancellationTokenSource();
        ShellSegment[] segments = [Segment("quick", "true"), new(_folder, "long", "exec sleep 1000") { OnStart = cancellation.Cancel }, Segment("next", "true")];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(new WorkerPool(WorkerKind.Cpu, 1), segments, cancellation.Token));
        Assert.Equal(["ran, done", "ran", ""], segments.Select(segment => segment.Story));
        Assert.DoesNotContain(segments, segment => Directory.Exists(segment.Folder));
    }

    private string Meet(string self, string other) => $"echo $CUDA_VISIBLE_DEVICES; : >{_folder[self]}; until [ -e {_folder[other]} ]; do sleep 0.02; done";

    private ShellSegment Segment(string name, string script) => new(_folder, name, script);

    private static async Task RunAsync(WorkerPool pool, IEnumerable<ShellSegment> segments, CancellationToken cancellation)
    {
        var channel = Channel.CreateUnbounded<ISegmentTask>();
        foreach (var segment in segments) Assert.True(channel.Writer.TryWrite(segment));
        channel.Writer.Complete();
        await new LocalLauncher(pool).RunAsync(channel.Reader, cancellation);
    }
}
