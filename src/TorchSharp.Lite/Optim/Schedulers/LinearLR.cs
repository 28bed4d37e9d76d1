namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Scales the rates by a factor that goes linearly from a start to an end value.</summary>
                public sealed class LinearLR : LRScheduler
                {
                    private readonly double _start_factor;
                    private readonly double _end_factor;
                    private readonly int _total_iters;

                    /// <summary>Creates the schedule and performs its first step.</summary>
                    public LinearLR(
                        Optimizer optimizer, double start_factor = 0.3333333333333333, double end_factor = 1, int total_iters = 5,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (start_factor is not (> 0 and <= 1))
                            throw new ArgumentOutOfRangeException(nameof(start_factor), start_factor, "The start factor must be above 0 and at most 1.");
                        if (end_factor is not (>= 0 and <= 1))
                            throw new ArgumentOutOfRangeException(nameof(end_factor), end_factor, "The end factor must be between 0 and 1.");
                        _start_factor = start_factor;
                        _end_factor = end_factor;
                        _total_iters = total_iters;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0) return Rates.Select(rate => rate * _start_factor);
                        if (_last_epoch > _total_iters) return Rates;
                        var climb = _end_factor - _start_factor;
                        return Rates.Select(rate => rate * (1 + climb / (_total_iters * _start_factor + (_last_epoch - 1) * climb)));
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr()
                    {
                        var part = (double)Math.Min(_total_iters, _last_epoch) / _total_iters;
                        return _base_lrs.Select(rate => rate * (_start_factor + (_end_factor - _start_factor) * part));
                    }
                }
            }
        }
    }
}
