namespace TorchSharp.Modules;

public sealed partial class Adam
{
    /// <summary>Hyperparameters of a group.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Decay rate of the first moment.</summary>
        public double? beta1;

        /// <summary>Decay rate of the second moment.</summary>
        public double? beta2;

        /// <summary>Added to the denominator.</summary>
        public double? eps;

        /// <summary>Weight decay.</summary>
        public double? weight_decay;

        /// <summary>Whether the largest second moment so far is used.</summary>
        public bool? amsgrad;

        /// <summary>Whether to ascend rather than descend.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(beta1 ?? 0);
            writer.Write(beta2 ?? 0);
            writer.Write(eps ?? 0);
            writer.Write(weight_decay ?? 0);
            writer.Write(amsgrad ?? false);
            writer.Write(maximize ?? false);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            beta1 = reader.ReadDouble();
            beta2 = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            amsgrad = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var options = (Options)source;
            beta1 = options.beta1;
            beta2 = options.beta2;
            eps = options.eps;
            weight_decay = options.weight_decay;
            amsgrad = options.amsgrad;
            maximize = options.maximize;
        }

        internal override void Complete(OptimizerOptions defaults)
        {
            base.Complete(defaults);
            var options = (Options)defaults;
            beta1 ??= options.beta1;
            beta2 ??= options.beta2;
            eps ??= options.eps;
            weight_decay ??= options.weight_decay;
            amsgrad ??= options.amsgrad;
            maximize ??= options.maximize;
        }
    }
}
