namespace FlorDb.Replay.Planning;

/// <summary>Guesses at times that no run has recorded.</summary>
internal static class CostModel
{
    private const double ProcessSeconds = 0.8;
    private const double RestoreSeconds = 0.005;
    private const double RestoreBytesPerSecond = 1e9;

    /// <summary>Starting a worker: its process, then the program up to its first loop.</summary>
    public static double Startup(RunRecord record) => ProcessSeconds + Math.Clamp(record.StartupSeconds, 0, 3600);

    public static double Restore(long bytes) => RestoreSeconds + (bytes / RestoreBytesPerSecond);

    /// <summary>The wall time of a plan: builds one after the other, segments on the next free worker once their build is done.</summary>
    public static double Makespan(IEnumerable<(double Build, IEnumerable<double> Segments)> runs, int workers)
    {
        var free = new double[workers];
        double built = 0, end = 0;
        foreach (var (build, segments) in runs)
        {
            built += build;
            foreach (var seconds in segments.OrderDescending())
            {
                var worker = Array.IndexOf(free, free.Min());
                free[worker] = Math.Max(free[worker], built) + seconds;
                end = Math.Max(end, free[worker]);
            }
        }

        return end;
    }
}
