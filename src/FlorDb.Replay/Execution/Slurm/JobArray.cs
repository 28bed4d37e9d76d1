using System.Diagnostics;
using System.Globalization;
using FlorDb.Query;
using FlorDb.Query.Hindsight;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>
/// The tasks of one replay in Slurm: a job array, or several one after the other where Slurm takes no array of that size. All have one name of the replay's
/// own, by which they can be found and cancelled whatever happens.
/// </summary>
/// <param name="slurm">Slurm.</param>
/// <param name="store">The store's folder.</param>
/// <param name="patience">How long what one machine writes may take to be seen on another.</param>
internal sealed class JobArray(SlurmCommands slurm, string store, TimeSpan patience)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // Slurm gives a task half a minute between the signal to end and the one that ends it, unless its site says otherwise.
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(90);

    private readonly List<ArrayTask> _tasks = [];
    private readonly List<uint> _jobs = [];
    private ArrayFolder? _folder;
    private bool _isUnanswered;

    public string Name { get; } = $"flor-{Guid.NewGuid():n}"[..13];

    private ArrayFolder Folder => _folder ??= new ArrayFolder(store, Name);

    private IEnumerable<ArrayTask> Open => _tasks.Where(task => !task.IsOver);

    /// <summary>Prepares a segment's worker; if that can't be, the segment ends.</summary>
    public void Add(ISegmentTask segment)
    {
        try
        {
            var task = new ArrayTask(segment, segment.Prepare(), _tasks.Count);
            Folder.Add(task.Number, task.Job);
            _tasks.Add(task);
        }
        catch (Exception e) when (WorkerTrouble.IsExpected(e))
        {
            segment.End(0, WorkerTrouble.Of(e));
            segment.Dispose();
        }
    }

    /// <summary>Submits all tasks.</summary>
    /// <param name="head">The head of the job script.</param>
    /// <param name="pool">How many run at once, and what each occupies.</param>
    /// <param name="size">How many tasks an array may have.</param>
    /// <param name="cancellation">Stops it; what is submitted by then must be ended.</param>
    /// <exception cref="FlorQlException">Slurm refuses them.</exception>
    public async Task SubmitAsync(ScriptHead head, WorkerPool pool, int size, CancellationToken cancellation)
    {
        foreach (var tasks in _tasks.Chunk(size))
        {
            var first = tasks[0].Number;
            for (var index = 0; index < tasks.Length; index++) Folder.LinkLog(first, index, tasks[index].Job.Log);
            var script = Folder.AddArray(head, pool.Kind, _tasks.Max(task => task.Job.Threads), first);
            var job = await SubmitAsync(Options(tasks, pool.Count), script, cancellation).ConfigureAwait(false);
            _jobs.Add(job);
            for (var index = 0; index < tasks.Length; index++) tasks[index].Place = (job, index);
        }
    }

    /// <summary>Follows the tasks to their ends. It looks often at first, and ever less often: the last look is late by a twentieth of the time that they took, and never by more than ten seconds.</summary>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (Open.Any())
        {
            var pause = watch.Elapsed / 20;
            await Task.Delay(pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause, cancellation).ConfigureAwait(false);
            Judge(await slurm.FindAsync($"--jobs={string.Join(',', _jobs)}", cancellation).ConfigureAwait(false));
        }
    }

    /// <summary>Cancels what has not ended, waits until it has, and tells those segments that came to their end all the same.</summary>
    /// <exception cref="FlorQlException">Slurm does not end them.</exception>
    public async Task EndAsync()
    {
        if (_jobs.Count == 0 && !_isUnanswered) return;
        using var late = new CancellationTokenSource(EndTime);
        try
        {
            await CancelAsync(late.Token).ConfigureAwait(false);
            while (await slurm.FindAsync($"--name={Name}", late.Token).ConfigureAwait(false) is not { } tasks || tasks.Any(task => !task.IsOver))
                await Task.Delay(ShortestPause, late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw StillThere($"no end after {EndTime.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }

        foreach (var task in Open.ToList())
        {
            if (Folder.Result(task.Number) is { Code: 0 } result) task.Apply(new TaskVerdict(TaskPhase.Ended), result, null);
        }
    }

    /// <summary>Deletes what the tasks had. They must be gone.</summary>
    public void Delete()
    {
        foreach (var task in _tasks) task.Dispose();
        _folder?.Delete();
    }

    private async Task<uint> SubmitAsync(IEnumerable<string> options, string script, CancellationToken cancellation)
    {
        try
        {
            return await slurm.SubmitAsync(options, script, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _isUnanswered = true;
            throw;
        }
    }

    private async Task CancelAsync(CancellationToken late)
    {
        if (await slurm.CancelAsync(Name, late).ConfigureAwait(false) is { } trouble) throw StillThere(trouble);
        if (!_isUnanswered) return;
        // A command that was interrupted may have reached Slurm, which has the array a moment later.
        await Task.Delay(TimeSpan.FromSeconds(1), late).ConfigureAwait(false);
        if (await slurm.CancelAsync(Name, late).ConfigureAwait(false) is { } again) throw StillThere(again);
    }

    private void Judge(IReadOnlyList<QueuedTask>? listed)
    {
        var known = listed?.DistinctBy(task => (task.Job, task.Index)).ToDictionary(task => (task.Job, task.Index));
        foreach (var task in Open.ToList())
        {
            var mine = known?.GetValueOrDefault(task.Place);
            var result = Folder.Result(task.Number);
            task.Apply(TaskVerdict.Of(result, mine, known is not null, task.Doubt < patience), result, mine);
        }
    }

    private IEnumerable<string> Options(ArrayTask[] tasks, int atOnce)
    {
        var log = ArrayFolder.LogPattern(tasks[0].Number);
        yield return $"--job-name={Name}";
        yield return string.Create(CultureInfo.InvariantCulture, $"--array=0-{tasks.Length - 1}%{atOnce}");
        yield return $"--chdir={Folder.Root}";
        yield return $"--output={log}";
        yield return $"--error={log}";
        yield return "--no-requeue";
        if (_jobs.Count > 0) yield return string.Create(CultureInfo.InvariantCulture, $"--dependency=afterany:{_jobs[^1]}");
    }

    private FlorQlException StillThere(string trouble) => new(
        $"The job array {Name} could not be cancelled: {trouble}. 'squeue --name={Name}' shows it, 'scancel --name={Name}' cancels it. What it has filled stays.");
}
