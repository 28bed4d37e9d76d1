namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rate schedules.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups, epoch by epoch.</summary>
            public abstract class LRScheduler
            {
                internal Optimizer _optimizer;
                internal int _last_epoch;
                internal bool _verbose;
                internal IList<double> _base_lrs;
                internal IList<double> _last_lrs;

                /// <summary>Number of steps taken, the constructor's one included.</summary>
                protected int _step_count;

                /// <summary>
                /// Takes the base rates from the groups' initial learning rates; derived constructors perform the first step.
                /// </summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _last_epoch = last_epoch;
                    _verbose = verbose;
                    _base_lrs = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToList();
                    _last_lrs = optimizer.ParamGroups.Select(group => group.LearningRate).ToList();
                }

                /// <summary>Goes on by one epoch.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes to an epoch by the closed form, or on by one epoch if null.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    _last_epoch = epoch ?? _last_epoch + 1;
                    SetRates((epoch is null ? get_lr() : get_closed_form_lr()).ToList());
                }

                /// <summary>Goes on as <see cref="step(int?)"/>; the metric is ignored by all schedules but ReduceLROnPlateau.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates set by the last step, one per group.</summary>
                public IEnumerable<double> get_last_lr() => _last_lrs;

                /// <summary>The rates of the current epoch, from those in use now.</summary>
                protected virtual IEnumerable<double> get_lr() => Rates;

                /// <summary>The rates of the current epoch, from the base rates alone.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>The rates in use now.</summary>
                private protected IEnumerable<double> Rates => _optimizer.ParamGroups.Select(group => group.LearningRate);

                private protected void SetRates(List<double> rates)
                {
                    foreach (var (group, rate) in _optimizer.ParamGroups.Zip(rates))
                    {
                        if (_verbose && group.LearningRate != rate) Console.WriteLine($"Adjusting learning rate to {rate}");
                        group.LearningRate = rate;
                    }
                    _last_lrs = rates;
                }
            }
        }
    }
}
