namespace FlorDb.Bench.Workloads;

/// <summary>
/// What a training logs, as real ones log it: a noisy loss that falls (a float32 widened to double), an accuracy counted on 10,000 samples, a learning
/// rate with warm-up that changes by epoch, the phase as text, and steps whose times jitter. The same seed gives the same trace.
/// </summary>
internal sealed class TrainingTrace
{
    /// <summary>The names of the metrics that are numbers, in the order of <see cref="Metric"/>.</summary>
    public static readonly string[] Metrics = ["loss", "accuracy", "lr"];

    public static readonly string[] Phases = ["warmup", "train", "cooldown"];

    private const double StepSeconds = 0.012;
    private readonly double[][] _metrics;
    private readonly byte[] _phases;
    private readonly long[] _ticks;

    public TrainingTrace(int epochs, int stepsPerEpoch, int seed)
    {
        Epochs = epochs;
        StepsPerEpoch = stepsPerEpoch;
        _metrics = [new double[Steps], new double[Steps], new double[Steps]];
        _phases = new byte[Steps];
        _ticks = new long[Steps];
        var random = new Random(seed);
        for (int step = 0; step < Steps; step++) Fill(step, (double)step / Steps, random);
    }

    public int Epochs { get; }

    public int StepsPerEpoch { get; }

    public int Steps => Epochs * StepsPerEpoch;

    /// <summary>The values of a metric, by step over the whole run.</summary>
    public double[] Metric(int number) => _metrics[number];

    public byte PhaseNumber(int step) => _phases[step];

    public string Phase(int step) => Phases[_phases[step]];

    /// <summary>How long a step took, in 100 ns.</summary>
    public long Ticks(int step) => _ticks[step];

    /// <summary>The sum of all metrics, as a peer is asked for it.</summary>
    public double Sum() => _metrics.Sum(values => values.Sum());

    private void Fill(int step, double progress, Random random)
    {
        const double WarmUp = 0.05;
        double epochProgress = (double)(step / StepsPerEpoch) / Epochs;
        _metrics[0][step] = (float)(0.08 + 2.2 * Math.Exp(-4 * progress) * (1 + 0.15 * Normal(random)));
        _metrics[1][step] = Math.Clamp(Math.Round(10_000 * (0.97 - 0.87 * Math.Exp(-6 * progress) + 0.01 * Normal(random))), 0, 10_000) / 10_000;
        _metrics[2][step] = progress < WarmUp ? 1e-3 * progress / WarmUp : 0.5e-3 * (1 + Math.Cos(Math.PI * epochProgress));
        _phases[step] = (byte)(progress < WarmUp ? 0 : progress < 0.9 ? 1 : 2);
        double hiccup = random.Next(100) == 0 ? 0.030 : 0;
        _ticks[step] = (long)((StepSeconds * (1 + 0.04 * Math.Abs(Normal(random))) + hiccup) * TimeSpan.TicksPerSecond);
    }

    /// <summary>Box and Muller's transform.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
