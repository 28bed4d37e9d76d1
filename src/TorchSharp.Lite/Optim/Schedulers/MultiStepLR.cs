namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Multiplies the rates by gamma at each milestone.</summary>
                public sealed class MultiStepLR : LRScheduler
                {
                    private readonly IList<int> _milestones;
                    private readonly double _gamma;

                    /// <summary>Creates the schedule and performs its first step.</summary>
                    public MultiStepLR(
                        Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _milestones = milestones;
                        _gamma = gamma;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        var times = _milestones.Count(epoch => epoch == _last_epoch);
                        return times == 0 ? Rates : Rates.Select(rate => rate * Math.Pow(_gamma, times));
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr()
                    {
                        var times = _milestones.Count(epoch => epoch <= _last_epoch);
                        return _base_lrs.Select(rate => rate * Math.Pow(_gamma, times));
                    }
                }
            }
        }
    }
}
