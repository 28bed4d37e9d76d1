using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed partial class SGD
{
    /// <summary>What the optimizer remembers about one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>The momentum; null until the first step with momentum.</summary>
        public Tensor? momentum_buffer;

        /// <summary>Creates the state of a parameter.</summary>
        public State(Parameter parameter)
            : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer) => StateTensor.SaveOptional(writer, momentum_buffer);

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader) => StateTensor.LoadOptional(reader, ref momentum_buffer, _parameter);

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source) =>
            StateTensor.Replace(ref momentum_buffer, ((State)source).momentum_buffer, _parameter);

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options) => Dispose();

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && StateTensor.ApproximatelyEqual(momentum_buffer, state.momentum_buffer);

        /// <inheritdoc/>
        public override void to(Device device) => StateTensor.Move(ref momentum_buffer, device);

        /// <summary>Disposes the momentum.</summary>
        public void Dispose()
        {
            momentum_buffer?.Dispose();
            momentum_buffer = null;
        }
    }
}
