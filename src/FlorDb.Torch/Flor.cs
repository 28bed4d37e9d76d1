using System.Runtime.CompilerServices;
using FlorDb.Storage;
using FlorDb.Torch.CommandLine;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Sessions;
using FlorDb.Torch.Startup;
using FlorDb.Torch.State;

namespace FlorDb.Torch;

/// <summary>
/// One run of a training program. While it lives, what the program logs, the iterations of its loops and checkpoints of its state are recorded; when the
/// program is started to go on with a run that died, or to replay one, the same calls bring back recorded state.
/// </summary>
/// <remarks>
/// Loops, arguments and registrations belong to the training thread; <see cref="Log{T}(string, T)"/> may be called from several threads. When the process
/// is killed, all that <c>Log</c> returned from stays.
/// </remarks>
/// <example>
/// <code>
/// using var flor = Flor.Start(args);
/// var hidden = flor.Arg("hidden", 500);
/// flor.Checkpoints(("net", net), ("optimizer", optimizer));
/// foreach (var epoch in flor.Loop("epoch", 10))
///     foreach (var batch in flor.Loop("step", loader))
///         flor.Log("loss", Step(batch));
/// </code>
/// </example>
public sealed partial class Flor : IDisposable
{
    private readonly Session _session;
    private readonly FlorOptions _options;
    private readonly ArgumentTable _arguments;
    private readonly ExceptionInFlight _atStart = ExceptionInFlight.EnterBlock();
    private readonly string[] _own;
    private int _shufflers;

    internal Flor(Session session, FlorOptions options, ProgramArguments arguments)
    {
        _session = session;
        _options = options;
        _own = [.. arguments.Own];
        _arguments = new ArgumentTable(arguments.Named, session.FindRecordedArgument, session.SetArgument);
        session.State.CaptureGradients = options.CaptureGradients;
        session.Fail = Fail;
        ProcessWatch.Watch(session);
    }

    /// <summary>The run's label: of <c>--flor NAME</c>, or a made-up one. In a replay, that of the run that is replayed.</summary>
    public string RunId => _session.RunId;

    /// <summary>Whether a recorded run is executed again. A program may use it to leave out what has effects outside of the process.</summary>
    public bool IsReplay => _session.IsReplay;

    /// <summary>The command line without what FlorDB took from it. In a resumed run, that of the run's beginning.</summary>
    public IReadOnlyList<string> Arguments => _own;

    /// <summary>
    /// Starts to record a run, to go on with one that died, or to replay one. The working tree is kept as a commit on the branch <c>flor.shadow</c> of the program's git repository, without
    /// touching the user's branch, index or files; the records go to the folder <c>.flor</c> at the repository's root.
    /// </summary>
    /// <param name="args">
    /// The command line. <c>--flor NAME</c> labels the run, <c>--kwargs name=value ...</c> gives values to <see cref="Arg(string, int)"/>, and
    /// <c>--flor-resume [RUN]</c> goes on with a run that did not come to its end, from its newest checkpoint: one of that label or key, or else the newest.
    /// <c>--replay_flor PART/PARTS</c> replays the newest run of the program (or the one that <c>--flor</c> names). All else is the program's own.
    /// </param>
    /// <param name="configure">Makes choices; null for the defaults.</param>
    /// <param name="file">The program's source file: left to the compiler.</param>
    /// <returns>The run; dispose it at the end of the program.</returns>
    /// <exception cref="FlorException">
    /// The command line is wrong, there is no git repository, or the store can't be used, and <see cref="FlorOptions.ThrowOnError"/> is set. Otherwise such a
    /// mistake is told on standard error and the process ends with exit code 2, or 3 where the store is the cause.
    /// </exception>
    public static Flor Start(string[] args, Action<FlorOptions>? configure = null, [CallerFilePath] string file = "")
    {
        var options = new FlorOptions();
        configure?.Invoke(options);
        try
        {
            var arguments = ProgramArgumentsParser.Parse(args);
            var session = arguments switch
            {
                { Replay: { } part } => ReplayStart.Open(arguments, part, options, file),
                { Resume: { } target } => ResumeStart.Open(ref arguments, target, options, file, Warn),
                _ => RecordingStart.Open(arguments, options, file, Warn),
            };
            var flor = new Flor(session, options, arguments);
            RunCompanions.Start(session, options);
            return flor;
        }
        catch (FlorException failure) when (!options.ThrowOnError)
        {
            Warn(failure.Message);
            Environment.Exit(failure.ExitCode);
            throw;
        }
    }

    /// <summary>Registers objects whose state checkpoints hold, so that a replay can start from there.</summary>
    /// <param name="items">
    /// Objects by name: modules, optimizers, learning rate schedulers, <see cref="Random"/>, <c>torch.Generator</c>, <see cref="FlorShuffler"/>. Torch's own random
    /// number generator on the CPU is always registered. A name that is registered again stands for the new object.
    /// </param>
    /// <exception cref="ArgumentException">A name can't be used, or an object is of no kind that checkpoints can hold.</exception>
    /// <exception cref="ObjectDisposedException">The run has ended.</exception>
    public void Checkpoints(params (string name, object value)[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        EnsureLive();
        foreach (var (name, value) in items) _session.State.Add(name, value);
    }

    /// <summary>Registers a plain variable, so that checkpoints hold it: anything that System.Text.Json can write and read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="get">Reads it.</param>
    /// <param name="set">Writes it, in a replay.</param>
    /// <exception cref="ArgumentException">The name can't be used.</exception>
    /// <exception cref="ObjectDisposedException">The run has ended.</exception>
    public void Variable<T>(string name, Func<T> get, Action<T> set)
    {
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        EnsureLive();
        _session.State.Add(new VariableState<T>(name, get, set));
    }

    /// <summary>Makes a shuffler for a data loader and registers it, so that a replay visits the samples in the recorded order.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="seed">Shufflers with the same seed give the same orders.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or larger than an array.</exception>
    /// <exception cref="ObjectDisposedException">The run has ended.</exception>
    public FlorShuffler Shuffler(long count, long seed = 0)
    {
        EnsureLive();
        var shuffler = new FlorShuffler(count, seed);
        string name = _shufflers++ == 0 ? "shuffler" : $"shuffler-{_shufflers}";
        while (_session.State.Contains(name)) name = $"shuffler-{++_shufflers}";
        _session.State.Add(name, shuffler);
        return shuffler;
    }

    /// <summary>
    /// Runs a loop: gives the elements of a sequence, and records each iteration. A loop may be left by <c>break</c>, <c>return</c> or an exception, may stand
    /// inside of others of other names, and may be entered again under the same name: it then goes on counting its iterations. Each enumeration is a loop of its own.
    /// A loop that goes on after the one around it did, as on several threads, or that runs in itself, throws <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="name">The loop's name: a column of the records. It holds what the sequence yields where that is a number, text, date, Boolean or enumeration member, and the iteration's index otherwise.</param>
    /// <param name="sequence">Enumerated while the loop runs; not touched where a replay skips the loop.</param>
    /// <exception cref="ArgumentException">The name breaks the naming rule (when the enumeration starts).</exception>
    public IEnumerable<T> Loop<T>(string name, IEnumerable<T> sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        CellName.Check(name);
        EnsureLive();
        WarnOfUnknownArguments();
        return new LoopSequence<T>(_session, name, sequence);
    }

    /// <summary>Runs a loop over 0 .. <paramref name="count"/>-1, as <see cref="Loop{T}"/> does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public IEnumerable<int> Loop(string name, int count) => Loop(name, Enumerable.Range(0, count));

    /// <summary>
    /// Ends the run: as completed, or as failed when an exception is on its way out of the block that the run was started in. Returns when all checkpoints are
    /// written.
    /// </summary>
    public void Dispose()
    {
        ProcessWatch.WaitIfEnding();
        ProcessWatch.Release(_session);
        if (_session.HasEnded) return;
        WarnOfUnknownArguments();
        if (_atStart.IsLeavingBlock)
            _session.End(RunState.Failed, ExceptionInFlight.LastThrown is { } thrown ? ProcessWatch.Describe(thrown) : "An exception ended the run.");
        else if (_session.FindShortfall() is { } shortfall)
            EndShort(shortfall);
        else
            _session.End(RunState.Completed, null);
    }

    private static void Warn(string message) => Console.Error.WriteLine($"flor: {message}");

    private void WarnOfUnknownArguments()
    {
        var unknown = _arguments.TakeUnknown();
        if (unknown.Count > 0) Warn($"--kwargs has {string.Join(", ", unknown.Select(name => $"\"{name}\""))}, which the program does not ask for.");
    }

    private void EnsureLive()
    {
        ProcessWatch.WaitIfEnding();
        ObjectDisposedException.ThrowIf(_session.HasEnded, this);
    }

    private void EndShort(FlorException shortfall)
    {
        Fail(shortfall);
        _session.End(RunState.Failed, shortfall.Message);
        Warn(shortfall.Message);
    }

    /// <summary>Ends the run and, unless exceptions are wanted, the process, because of a mistake of the user's or a state that can't be restored.</summary>
    private void Fail(FlorException failure)
    {
        if (_options.ThrowOnError) return;
        ProcessWatch.Release(_session);
        _session.End(RunState.Failed, failure.Message);
        Warn(failure.Message);
        Environment.Exit(failure.ExitCode);
    }
}
