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
                /// Lowers the rates along half a cosine to a minimum: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts",
                /// ICLR 2017 (arXiv 1608.03983), without the restarts.
                /// </summary>
                public sealed class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _T_max;
                    private readonly double _eta_min;

                    /// <summary>Creates the schedule and performs its first step.</summary>
                    public CosineAnnealingLR(
                        Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _T_max = T_max;
                        _eta_min = eta_min;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0) return Rates;
                        if (_step_count == 1) return get_closed_form_lr();
                        if ((_last_epoch - 1 - _T_max) % (2 * _T_max) == 0)
                            return Rates.Zip(_base_lrs, (rate, start) => rate + (start - _eta_min) * (1 - Math.Cos(Math.PI / _T_max)) / 2);
                        var ratio = (1 + CosineAt(_last_epoch)) / (1 + CosineAt(_last_epoch - 1));
                        return Rates.Select(rate => ratio * (rate - _eta_min) + _eta_min);
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(start => _eta_min + (start - _eta_min) * (1 + CosineAt(_last_epoch)) / 2);

                    private double CosineAt(int epoch) => Math.Cos(Math.PI * epoch / _T_max);
                }
            }
        }
    }
}
