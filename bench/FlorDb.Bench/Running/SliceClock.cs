using System.IO.MemoryMappedFiles;

namespace FlorDb.Bench.Running;

/// <summary>The clock of a process that <see cref="TimeSlices"/> lets run in turns with others: it stands still while the process does.</summary>
internal sealed class SliceClock : TimeProvider, IDisposable
{
    private const string Variable = "FLOR_BENCH_SLICES";

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private SliceClock(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, sizeof(long));
    }

    /// <summary>For how many ticks of the system's clock the process was halted. The process that halts it sets this before it lets it go on.</summary>
    public long HaltedTicks
    {
        get => _view.ReadInt64(0);
        set => _view.Write(0, value);
    }

    /// <summary>Makes the clock of a process that is to be started, and tells that process by its environment where it is.</summary>
    public static SliceClock Create(string file, IDictionary<string, string> environment)
    {
        environment[Variable] = file;
        return new SliceClock(MemoryMappedFile.CreateFromFile(file, FileMode.CreateNew, mapName: null, sizeof(long)));
    }

    /// <summary>The clock of this process, which another one has made.</summary>
    public static SliceClock OfThisProcess() => new(MemoryMappedFile.CreateFromFile(Environment.GetEnvironmentVariable(Variable)!, FileMode.Open));

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        while (true)
        {
            long halted = HaltedTicks;
            long now = System.GetTimestamp();

            // If the process was halted in between, the two don't belong together.
            Interlocked.MemoryBarrier();
            if (HaltedTicks == halted) return now - halted;
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
