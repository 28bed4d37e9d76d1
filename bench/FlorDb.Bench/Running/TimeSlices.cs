using System.Runtime.InteropServices;

namespace FlorDb.Bench.Running;

/// <summary>
/// Lets several processes run side by side, and yet each of them alone on the machine: in turns of half a second, for which the others are halted. So whatever
/// makes a shared machine faster or slower for seconds or minutes meets all of them alike, and differences of a percent can be told. Each measures itself with
/// its <see cref="SliceClock"/>.
/// </summary>
internal static partial class TimeSlices
{
    private const int Halt = 19;
    private const int GoOn = 18;

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(0.5);

    /// <summary>Starts the processes, and returns when all have ended. The first turn is that of the one with the number <paramref name="first"/>.</summary>
    /// <param name="folder">For the clocks.</param>
    /// <param name="starts">Starts each process, with the environment that it is given.</param>
    /// <param name="first">Whose turn is the first.</param>
    /// <returns>The last line that each has said.</returns>
    /// <exception cref="WrongAnswerException">One of them failed.</exception>
    public static IReadOnlyList<string> Run(ScratchFolder folder, IReadOnlyList<Func<IReadOnlyDictionary<string, string>, ChildProcess>> starts, int first)
    {
        var turns = new List<Turn>();
        try
        {
            foreach (var start in starts) turns.Add(new Turn(folder.At($"clock-{turns.Count}"), start));
            for (int i = first; turns.Exists(turn => !turn.HasEnded); i++) turns[i % turns.Count].Run(Slice);
            return [.. turns.Select(turn => turn.Answer())];
        }
        finally
        {
            foreach (var turn in turns) turn.Dispose();
        }
    }

    /// <summary>One of the processes.</summary>
    private sealed class Turn : IDisposable
    {
        private readonly SliceClock _clock;
        private readonly ChildProcess _process;
        private long _halted;

        public Turn(string file, Func<IReadOnlyDictionary<string, string>, ChildProcess> start)
        {
            var environment = new Dictionary<string, string>();
            _clock = SliceClock.Create(file, environment);
            _process = start(environment);
            Stop();
        }

        public bool HasEnded => _process.HasEnded;

        /// <summary>Lets it run for a while, or until it ends.</summary>
        public void Run(TimeSpan time)
        {
            if (HasEnded) return;
            _clock.HaltedTicks += TimeProvider.System.GetTimestamp() - _halted;
            _ = Signal(_process.Id, GoOn);
            if (!_process.WaitForEnd(time)) Stop();
        }

        public string Answer()
        {
            _process.WaitForEnd();
            return _process.ReadLine();
        }

        public void Dispose()
        {
            if (!HasEnded) _process.Kill();
            _process.Dispose();
            _clock.Dispose();
        }

        private void Stop()
        {
            _ = Signal(_process.Id, Halt);
            _halted = TimeProvider.System.GetTimestamp();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);
}
