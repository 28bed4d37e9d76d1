using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed partial class Adam
{
    /// <summary>What the optimizer remembers about one parameter.</summary>
    public class State : OptimizerState, IDisposable
    {
        /// <summary>Number of steps taken.</summary>
        public long step;

        /// <summary>Decayed average of the gradient.</summary>
        public Tensor exp_avg;

        /// <summary>Decayed average of the squared gradient.</summary>
        public Tensor exp_avg_sq;

        /// <summary>Largest average of the squared gradient so far; null unless AMSGrad is on.</summary>
        public Tensor? max_exp_avg_sq;

        /// <summary>Creates the state of a parameter: zeros.</summary>
        public State(Parameter parameter)
            : base(parameter)
        {
            exp_avg = StateTensor.ZerosLike(parameter);
            exp_avg_sq = StateTensor.ZerosLike(parameter);
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(step);
            exp_avg.Save(writer);
            exp_avg_sq.Save(writer);
            StateTensor.SaveOptional(writer, max_exp_avg_sq);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            step = reader.ReadInt64();
            StateTensor.Load(reader, ref exp_avg, _parameter);
            StateTensor.Load(reader, ref exp_avg_sq, _parameter);
            StateTensor.LoadOptional(reader, ref max_exp_avg_sq, _parameter);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var state = (State)source;
            step = state.step;
            StateTensor.Replace(ref exp_avg, state.exp_avg, _parameter);
            StateTensor.Replace(ref exp_avg_sq, state.exp_avg_sq, _parameter);
            StateTensor.Replace(ref max_exp_avg_sq, state.max_exp_avg_sq, _parameter);
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            Dispose();
            step = 0;
            exp_avg = StateTensor.ZerosLike(_parameter);
            exp_avg_sq = StateTensor.ZerosLike(_parameter);
            max_exp_avg_sq = ((Options)options).amsgrad == true ? StateTensor.ZerosLike(_parameter) : null;
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && exp_avg.allclose(state.exp_avg) && exp_avg_sq.allclose(state.exp_avg_sq)
            && StateTensor.ApproximatelyEqual(max_exp_avg_sq, state.max_exp_avg_sq);

        /// <inheritdoc/>
        public override void to(Device device)
        {
            StateTensor.Move(ref exp_avg, device);
            StateTensor.Move(ref exp_avg_sq, device);
            StateTensor.Move(ref max_exp_avg_sq, device);
        }

        /// <summary>Disposes the averages.</summary>
        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
            max_exp_avg_sq?.Dispose();
            GC.SuppressFinalize(this);
        }
    }
}
