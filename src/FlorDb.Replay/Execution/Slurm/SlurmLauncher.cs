using System.Threading.Channels;
using FlorDb.Query.Hindsight;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>
/// Runs workers as tasks of a Slurm job array. The array is submitted when all versions are built, so that one array holds all tasks and its limit is that of
/// the whole replay.
/// </summary>
/// <param name="store">The store's folder, on a file system that all nodes see.</param>
/// <param name="pool">How many tasks run at once, and what each occupies.</param>
/// <param name="slurm">Slurm.</param>
/// <param name="patience">How long what one machine writes may take to be seen on another.</param>
internal sealed class SlurmLauncher(string store, WorkerPool pool, SlurmCommands slurm, TimeSpan patience) : IWorkerLauncher
{
    private const string DevicesVariable = "CUDA_VISIBLE_DEVICES";

    /// <summary>A network file system may remember for so long that a file is not there.</summary>
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(60);

    /// <summary>Makes a launcher for the cluster of this machine.</summary>
    public SlurmLauncher(string store, WorkerPool pool)
        : this(store, pool, new SlurmCommands(VariablesFor(pool)), UsualPatience)
    {
    }

    public async Task RunAsync(ChannelReader<ISegmentTask> segments, CancellationToken cancellation)
    {
        var head = ScriptHead.Read(store, Environment.GetEnvironmentVariable(ScriptHead.Variable));
        var size = await slurm.MaxArraySizeAsync(cancellation).ConfigureAwait(false);
        var array = new JobArray(slurm, store, patience);
        try
        {
            await foreach (var segment in segments.ReadAllAsync(cancellation).ConfigureAwait(false)) array.Add(segment);
            await array.SubmitAsync(head, pool, size, cancellation).ConfigureAwait(false);
            await array.FollowAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            await array.EndAsync().ConfigureAwait(false);
            array.Delete();
            throw;
        }

        array.Delete();
    }

    /// <summary>A job inherits the variables of whoever submits it, and this machine's choice of GPUs is none for a node.</summary>
    private static Dictionary<string, string?> VariablesFor(WorkerPool pool) => pool.Kind == WorkerKind.Gpu ? new() { [DevicesVariable] = null } : [];
}
