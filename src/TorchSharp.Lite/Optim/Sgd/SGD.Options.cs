namespace TorchSharp.Modules;

public sealed partial class SGD
{
    /// <summary>Hyperparameters of a group.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Momentum.</summary>
        public double? momentum;

        /// <summary>Dampening of the momentum.</summary>
        public double? dampening;

        /// <summary>Weight decay.</summary>
        public double? weight_decay;

        /// <summary>Whether the momentum takes Nesterov's form.</summary>
        public bool? nesterov;

        /// <summary>Whether to ascend rather than descend.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(momentum ?? 0);
            writer.Write(dampening ?? 0);
            writer.Write(weight_decay ?? 0);
            writer.Write(nesterov ?? false);
            writer.Write(maximize ?? false);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var options = (Options)source;
            momentum = options.momentum;
            dampening = options.dampening;
            weight_decay = options.weight_decay;
            nesterov = options.nesterov;
            maximize = options.maximize;
        }

        internal override void Complete(OptimizerOptions defaults)
        {
            base.Complete(defaults);
            var options = (Options)defaults;
            momentum ??= options.momentum;
            dampening ??= options.dampening;
            weight_decay ??= options.weight_decay;
            nesterov ??= options.nesterov;
            maximize ??= options.maximize;
        }
    }
}
