namespace TorchSharp.Modules;

public sealed partial class RMSProp
{
    /// <summary>Hyperparameters of a group.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Whether to ascend rather than descend.</summary>
        public bool? maximize;

        /// <summary>Momentum.</summary>
        public double? momentum;

        /// <summary>Decay rate of the squared gradient.</summary>
        public double? alpha;

        /// <summary>Added to the denominator.</summary>
        public double? eps;

        /// <summary>Weight decay.</summary>
        public double? weight_decay;

        /// <summary>Whether the variance takes the place of the squared gradient.</summary>
        public bool? centered;

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(maximize ?? false);
            writer.Write(momentum ?? 0);
            writer.Write(alpha ?? 0);
            writer.Write(eps ?? 0);
            writer.Write(weight_decay ?? 0);
            writer.Write(centered ?? false);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            maximize = reader.ReadBoolean();
            momentum = reader.ReadDouble();
            alpha = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            centered = reader.ReadBoolean();
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var options = (Options)source;
            maximize = options.maximize;
            momentum = options.momentum;
            alpha = options.alpha;
            eps = options.eps;
            weight_decay = options.weight_decay;
            centered = options.centered;
        }

        internal override void Complete(OptimizerOptions defaults)
        {
            base.Complete(defaults);
            var options = (Options)defaults;
            maximize ??= options.maximize;
            momentum ??= options.momentum;
            alpha ??= options.alpha;
            eps ??= options.eps;
            weight_decay ??= options.weight_decay;
            centered ??= options.centered;
        }
    }
}
