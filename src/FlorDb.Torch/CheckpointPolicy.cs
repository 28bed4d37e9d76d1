using System.Globalization;
using FlorDb.Torch.Recording;

namespace FlorDb.Torch;

/// <summary>
/// When checkpoints are taken. Under every policy but <see cref="Off"/>, one stands before the first outermost loop of a run. A policy decides once for each
/// iteration of an outermost loop: for the state at its end, and for the states after the loops that are nested directly in it.
/// </summary>
public abstract record CheckpointPolicy
{
    private const string EveryWord = "every ";

    private CheckpointPolicy()
    {
    }

    /// <summary>
    /// As many as <see cref="FlorOptions.Epsilon"/> allows, by what a checkpoint turns out to cost: after adaptive periodic checkpointing (R. Garcia and
    /// others, "Hindsight Logging for Model Training", PVLDB 14, 2021). Never holds up the training until earlier checkpoints are written: one that would
    /// have to wait is left out.
    /// </summary>
    public static CheckpointPolicy Adaptive { get; } = new AdaptivePolicy();

    /// <summary>At the end of each iteration. The training waits where earlier checkpoints are not written yet.</summary>
    public static CheckpointPolicy EveryIteration { get; } = new CountingPolicy(1);

    /// <summary>None: a replay starts from the beginning.</summary>
    public static CheckpointPolicy Off { get; } = new NoPolicy();

    /// <summary>The policy's name, which <see cref="Parse"/> understands: <c>adaptive</c>, <c>every iteration</c>, <c>every 5</c>, <c>every 30 s</c>, <c>off</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a checkpoint that is wanted is taken even if the training has to wait for earlier ones.</summary>
    internal abstract bool Waits { get; }

    /// <summary>Whether processes that train together decide alike, each for itself: the policy looks at nothing that is measured.</summary>
    internal virtual bool DecidesAlike => false;

    /// <summary>At the end of each n-th iteration. The training waits where earlier checkpoints are not written yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static CheckpointPolicy Every(int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations);
        return new CountingPolicy(iterations);
    }

    /// <summary>At the end of the first iteration that ends so long after the last checkpoint. The training waits where earlier checkpoints are not written yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public static CheckpointPolicy Every(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return new TimedPolicy(time);
    }

    /// <summary>Finds a policy by its name.</summary>
    /// <exception cref="FormatException">There is none of that name; the message lists those that there are.</exception>
    public static CheckpointPolicy Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string text = name.Trim().ToLowerInvariant();
        if (new[] { Adaptive, EveryIteration, Off }.FirstOrDefault(policy => policy.Name == text) is { } known) return known;
        if (text.StartsWith(EveryWord, StringComparison.Ordinal))
        {
            string rest = text[EveryWord.Length..].Trim();
            if (int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0) return Every(count);
            if (rest.EndsWith('s') && double.TryParse(rest[..^1].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 1e9)
                return Every(TimeSpan.FromSeconds(seconds));
        }

        throw new FormatException($"There is no checkpoint policy \"{name}\": there are \"adaptive\", \"every iteration\", \"every 5\", \"every 30 s\" and \"off\".");
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>Whether a checkpoint is wanted at the end of an iteration.</summary>
    internal abstract bool WantsIteration(in LoopCosts costs);

    /// <summary>Whether a checkpoint is wanted before or after an outermost loop, which may be the first of the run.</summary>
    internal virtual bool WantsBoundary(in LoopCosts costs, bool isFirst) => true;

    private sealed record AdaptivePolicy : CheckpointPolicy
    {
        public override string Name => "adaptive";

        internal override bool Waits => false;

        // The paper lets the time of all iterations pay for all checkpoints. Here those of an iteration are paid for by the time since the last ones: so they stand
        // at equal distances, where saved time would buy many in a row, and one that was dear delays the next ones only.
        internal override bool WantsIteration(in LoopCosts costs) => costs.Captures * costs.MaterializeSeconds < costs.SecondsSinceLast * Tolerance(costs);

        internal override bool WantsBoundary(in LoopCosts costs, bool isFirst) =>
            isFirst || costs.SpentSeconds + costs.MaterializeSeconds < costs.RunSeconds * Tolerance(costs);

        /// <summary>What replay may lose by a checkpoint that it does not use is bounded as well as what the training loses.</summary>
        private static double Tolerance(in LoopCosts costs) => Math.Min(1 / (1 + costs.RestoreRatio), costs.Epsilon);
    }

    private sealed record CountingPolicy(int Iterations) : CheckpointPolicy
    {
        public override string Name => Iterations == 1 ? "every iteration" : string.Create(CultureInfo.InvariantCulture, $"every {Iterations}");

        internal override bool Waits => true;

        internal override bool DecidesAlike => true;

        internal override bool WantsIteration(in LoopCosts costs) => costs.Executions % Iterations == 0;
    }

    private sealed record TimedPolicy(TimeSpan Time) : CheckpointPolicy
    {
        public override string Name => string.Create(CultureInfo.InvariantCulture, $"every {Time.TotalSeconds} s");

        internal override bool Waits => true;

        internal override bool WantsIteration(in LoopCosts costs) => costs.SecondsSinceLast >= Time.TotalSeconds;
    }

    private sealed record NoPolicy : CheckpointPolicy
    {
        public override string Name => "off";

        internal override bool Waits => false;

        internal override bool WantsIteration(in LoopCosts costs) => false;

        internal override bool WantsBoundary(in LoopCosts costs, bool isFirst) => false;
    }
}
