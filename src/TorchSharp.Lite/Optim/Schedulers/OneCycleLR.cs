namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// One cycle of the learning rate, up and down again, with the momentum in the opposite direction: Smith and Topin,
                /// "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2017 (arXiv 1708.07120).
                /// </summary>
                public sealed class OneCycleLR : LRScheduler
                {
                    private readonly CyclePhase[] _phases;
                    private readonly int _total_steps;
                    private readonly bool _cosine;
                    private readonly bool _cycle_momentum;
                    private readonly double[] _base_momentum;
                    private readonly double[] _max_momentum;

                    /// <summary>Creates the schedule with one peak rate for all groups, and performs its first step.</summary>
                    public OneCycleLR(
                        Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 10000,
                        bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(
                            optimizer, [max_lr], total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum,
                            [base_momentum], [max_momentum], div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    /// <summary>Creates the schedule with a peak rate for each group, and performs its first step.</summary>
                    /// <exception cref="ArgumentException">The number of steps is not known, or the optimizer has no momentum to cycle.</exception>
                    public OneCycleLR(
                        Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25,
                        double final_div_factor = 10000, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (pct_start is not (>= 0 and <= 1))
                            throw new ArgumentException($"pct_start is {pct_start}; it must be between 0 and 1.", nameof(pct_start));
                        _total_steps = TotalSteps(total_steps, epochs, steps_per_epoch);
                        _cosine = anneal_strategy == AnnealStrategy.Cos;
                        _cycle_momentum = cycle_momentum;
                        _base_momentum = PerGroup(base_momentum ?? [0.85], nameof(base_momentum));
                        _max_momentum = PerGroup(max_momentum ?? [0.95], nameof(max_momentum));
                        if (cycle_momentum && optimizer.ParamGroups.Any(group => group is not (IMomentum or IBetas)))
                            throw new ArgumentException("The optimizer has neither a momentum nor beta1: pass cycle_momentum: false.", nameof(optimizer));
                        var peaks = PerGroup(max_lr, nameof(max_lr));
                        if (last_epoch == -1)
                            foreach (var (group, peak) in optimizer.ParamGroups.Zip(peaks)) group.InitialLearningRate = peak / div_factor;
                        _base_lrs = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToList();
                        double[] starts = [.. _base_lrs];
                        double[] ends = [.. starts.Select(rate => rate / final_div_factor)];
                        _phases = CyclePhase.Plan(_total_steps, pct_start, three_phase, starts, peaks, ends);
                        step();
                    }

                    /// <summary>How a rate goes from one value to the next.</summary>
                    public enum AnnealStrategy
                    {
                        /// <summary>Along half a cosine.</summary>
                        Cos,

                        /// <summary>Along a line.</summary>
                        Linear,
                    }

                    /// <inheritdoc/>
                    /// <exception cref="InvalidOperationException">The schedule has no more steps.</exception>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _total_steps)
                            throw new InvalidOperationException($"The schedule has {_total_steps} steps; step {_last_epoch} is past its end.");
                        var index = Array.FindIndex(_phases, phase => _last_epoch <= phase.End);
                        var current = _phases[index < 0 ? ^1 : index];
                        var part = current.End > current.Start ? (_last_epoch - current.Start) / (current.End - current.Start) : 1;
                        if (_cycle_momentum) SetMomentum(current, part);
                        return current.From.Zip(current.To, (from, to) => Anneal(from, to, part)).ToList();
                    }

                    private static int TotalSteps(int total_steps, int epochs, int steps_per_epoch)
                    {
                        if (total_steps > 0) return total_steps;
                        if (epochs > 0 && steps_per_epoch > 0) return epochs * steps_per_epoch;
                        throw new ArgumentException("Give total_steps, or both epochs and steps_per_epoch, as positive numbers.", nameof(total_steps));
                    }

                    private double[] PerGroup(IEnumerable<double> values, string name)
                    {
                        double[] list = [.. values];
                        if (list.Length == 1) return Enumerable.Repeat(list[0], _base_lrs.Count).ToArray();
                        return list.Length == _base_lrs.Count
                            ? list
                            : throw new ArgumentException($"{name} has {list.Length} values for {_base_lrs.Count} groups.", name);
                    }

                    private void SetMomentum(CyclePhase phase, double part)
                    {
                        var index = 0;
                        foreach (var group in _optimizer.ParamGroups)
                        {
                            var low = _base_momentum[index];
                            var high = _max_momentum[index++];
                            var momentum = phase.Momentum switch
                            {
                                MomentumCourse.Down => Anneal(high, low, part),
                                MomentumCourse.Up => Anneal(low, high, part),
                                _ => high,
                            };
                            if (group is IMomentum plain) plain.Momentum = momentum;
                            else if (group is IBetas adam) adam.Betas = (momentum, adam.Betas.Item2);
                        }
                    }

                    private double Anneal(double from, double to, double part) =>
                        _cosine ? to + (from - to) / 2 * (1 + Math.Cos(Math.PI * part)) : (to - from) * part + from;
                }
            }
        }
    }
}
