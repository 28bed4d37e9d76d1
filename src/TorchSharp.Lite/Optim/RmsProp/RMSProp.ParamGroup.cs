using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public sealed partial class RMSProp
{
    /// <summary>Parameters that share hyperparameters.</summary>
    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        /// <summary>Creates an empty group.</summary>
        public ParamGroup()
        {
        }

        /// <summary>Creates a group; options that are null take the optimizer's defaults.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        /// <summary>Creates a group with hyperparameters of its own.</summary>
        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99, double eps = 1e-08, double weight_decay = 0,
            double momentum = 0, bool centered = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                maximize = maximize,
                momentum = momentum,
                alpha = alpha,
                eps = eps,
                weight_decay = weight_decay,
                centered = centered,
            })
        {
        }

        /// <inheritdoc/>
        public double Momentum
        {
            get => Options.momentum ?? 0;
            set => Options.momentum = value;
        }
    }
}
