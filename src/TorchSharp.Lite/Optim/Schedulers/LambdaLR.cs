namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Multiplies the base rates by a function of the epoch.</summary>
                public sealed class LambdaLR : LRScheduler
                {
                    private readonly List<Func<int, double>> _lr_lambdas;

                    /// <summary>Creates the schedule and performs its first step.</summary>
                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _lr_lambdas = Enumerable.Repeat(lr_lambda, _base_lrs.Count).ToList();
                        step();
                    }

                    /// <summary>Creates the schedule with a function for each group, and performs its first step.</summary>
                    /// <exception cref="ArgumentException">There are not as many functions as groups.</exception>
                    public LambdaLR(
                        Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _lr_lambdas = lr_lambdas.ToList();
                        if (_lr_lambdas.Count != _base_lrs.Count)
                            throw new ArgumentException($"There are {_lr_lambdas.Count} functions for {_base_lrs.Count} groups.", nameof(lr_lambdas));
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr() =>
                        _base_lrs.Zip(_lr_lambdas, (rate, lambda) => rate * lambda(_last_epoch));

                }
            }
        }
    }
}
