namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Lowers the rates by a factor when a metric has stopped getting better.</summary>
                public sealed class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _minimize;
                    private readonly bool _relative;
                    private readonly double _factor;
                    private readonly int _patience;
                    private readonly double _threshold;
                    private readonly int _cooldown;
                    private readonly double[] _min_lrs;
                    private readonly double _eps;
                    private double _best;
                    private int _num_bad_epochs;
                    private int _cooldown_counter;

                    /// <summary>Creates the schedule; no step is taken.</summary>
                    /// <param name="optimizer">Whose rates are set.</param>
                    /// <param name="mode">"min" or "max": which way is better.</param>
                    /// <param name="factor">What rates are multiplied with; below 1.</param>
                    /// <param name="patience">Number of epochs without progress that are let pass.</param>
                    /// <param name="threshold">How much better counts as progress.</param>
                    /// <param name="threshold_mode">"rel" or "abs": whether the threshold is a part of the best value.</param>
                    /// <param name="cooldown">Number of epochs after a reduction that are not counted.</param>
                    /// <param name="min_lr">Lowest rate, one for all groups or one for each.</param>
                    /// <param name="eps">Smallest change of a rate that is made.</param>
                    /// <param name="verbose">Whether to print changes.</param>
                    /// <exception cref="ArgumentException">An argument is not one of those named.</exception>
                    public ReduceLROnPlateau(
                        Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 0.0001,
                        string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-08, bool verbose = false)
                        : base(optimizer, 0, verbose)
                    {
                        if (!(factor < 1)) throw new ArgumentException($"The factor is {factor}; it must be below 1.", nameof(factor));
                        _minimize = Choice(mode, "min", "max", nameof(mode));
                        _relative = Choice(threshold_mode, "rel", "abs", nameof(threshold_mode));
                        (_factor, _patience, _threshold, _cooldown, _eps) = (factor, patience, threshold, cooldown, eps);
                        _min_lrs = min_lr is null or { Count: 1 } ? Enumerable.Repeat(min_lr?[0] ?? 0, _base_lrs.Count).ToArray() : [.. min_lr];
                        if (_min_lrs.Length != _base_lrs.Count)
                            throw new ArgumentException($"There are {_min_lrs.Length} lowest rates for {_base_lrs.Count} groups.", nameof(min_lr));
                        _best = _minimize ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    /// <summary>Not possible: this schedule needs the metric.</summary>
                    /// <exception cref="InvalidOperationException">Always.</exception>
                    public override void step() => step(null);

                    /// <inheritdoc cref="step()"/>
                    public override void step(int? epoch) =>
                        throw new InvalidOperationException("ReduceLROnPlateau needs the metric: call step(current).");

                    /// <summary>Takes note of the metric after an epoch, and lowers the rates if patience is at its end.</summary>
                    /// <param name="current">The metric.</param>
                    /// <param name="epoch">The epoch's number; the next one if null.</param>
                    public override void step(double current, int? epoch = null)
                    {
                        _step_count++;
                        _last_epoch = epoch ?? _last_epoch + 1;
                        var better = IsBetter(current);
                        if (better) _best = current;
                        _num_bad_epochs = better ? 0 : _num_bad_epochs + 1;
                        if (_cooldown_counter > 0)
                        {
                            _cooldown_counter--;
                            _num_bad_epochs = 0;
                        }
                        if (_num_bad_epochs <= _patience)
                        {
                            _last_lrs = Rates.ToList();
                            return;
                        }
                        SetRates(Rates.Zip(_min_lrs, Reduced).ToList());
                        _cooldown_counter = _cooldown;
                        _num_bad_epochs = 0;
                    }

                    private static bool Choice(string value, string first, string second, string name) =>
                        value == first || value == second
                            ? value == first
                            : throw new ArgumentException($"'{value}' is neither '{first}' nor '{second}'.", name);

                    private double Reduced(double rate, double lowest)
                    {
                        var reduced = Math.Max(rate * _factor, lowest);
                        return rate - reduced > _eps ? reduced : rate;
                    }

                    private bool IsBetter(double current)
                    {
                        if (_minimize) return current < (_relative ? _best * (1 - _threshold) : _best - _threshold);
                        return current > (_relative ? _best * (1 + _threshold) : _best + _threshold);
                    }
                }
            }
        }
    }
}
