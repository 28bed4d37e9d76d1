using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed partial class RMSProp
{
    /// <summary>What the optimizer remembers about one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>Number of steps taken.</summary>
        public long step;

        /// <summary>Decayed average of the squared gradient.</summary>
        public Tensor square_avg;

        /// <summary>The momentum; null if there is none.</summary>
        public Tensor? momentum_buffer;

        /// <summary>Decayed average of the gradient; null unless centred.</summary>
        public Tensor? grad_avg;

        /// <summary>Creates the state of a parameter: zeros.</summary>
        public State(Parameter parameter)
            : base(parameter) => square_avg = StateTensor.ZerosLike(parameter);

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(step);
            square_avg.Save(writer);
            StateTensor.SaveOptional(writer, momentum_buffer);
            StateTensor.SaveOptional(writer, grad_avg);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            step = reader.ReadInt64();
            StateTensor.Load(reader, ref square_avg, _parameter);
            StateTensor.LoadOptional(reader, ref momentum_buffer, _parameter);
            StateTensor.LoadOptional(reader, ref grad_avg, _parameter);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var state = (State)source;
            step = state.step;
            StateTensor.Replace(ref square_avg, state.square_avg, _parameter);
            StateTensor.Replace(ref momentum_buffer, state.momentum_buffer, _parameter);
            StateTensor.Replace(ref grad_avg, state.grad_avg, _parameter);
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            Dispose();
            step = 0;
            square_avg = StateTensor.ZerosLike(_parameter);
            momentum_buffer = ((Options)options).momentum > 0 ? StateTensor.ZerosLike(_parameter) : null;
            grad_avg = ((Options)options).centered == true ? StateTensor.ZerosLike(_parameter) : null;
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && square_avg.allclose(state.square_avg)
            && StateTensor.ApproximatelyEqual(momentum_buffer, state.momentum_buffer) && StateTensor.ApproximatelyEqual(grad_avg, state.grad_avg);

        /// <inheritdoc/>
        public override void to(Device device)
        {
            StateTensor.Move(ref square_avg, device);
            StateTensor.Move(ref momentum_buffer, device);
            StateTensor.Move(ref grad_avg, device);
        }

        /// <summary>Disposes the averages.</summary>
        public void Dispose()
        {
            square_avg.Dispose();
            momentum_buffer?.Dispose();
            grad_avg?.Dispose();
        }
    }
}
