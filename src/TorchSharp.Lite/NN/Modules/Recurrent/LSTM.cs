using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Layers of long short-term memory: Hochreiter and Schmidhuber, Neural Computation 9(8), 1997.</summary>
    public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
    {
        private readonly RecurrentLayers _layers;

        internal LSTM(RecurrentLayers layers, Device? device, ScalarType? dtype)
            : base(nameof(LSTM))
        {
            _layers = layers;
            foreach (var (name, parameter) in layers.Parameters(device, dtype)) register_parameter(name, parameter);
        }

        /// <summary>Runs the hooks and <see cref="forward"/>.</summary>
        /// <inheritdoc cref="forward"/>
        public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

        /// <summary>Reads a sequence.</summary>
        /// <param name="input">(length, batch, features), or the batch first.</param>
        /// <param name="h0_c0">Hidden state and memory before the sequence, (layers, batch, hidden); zeros if null.</param>
        /// <returns>The last layer's outputs, and the hidden state and the memory after the sequence.</returns>
        public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
        {
            using var zero = h0_c0 is null ? _layers.InitialState(input) : null;
            Tensor[] state = h0_c0 is var (hidden, memory) ? [hidden, memory] : [zero!, zero!];
            var (output, last, lastMemory) = Aten.Triple("lstm.input", _layers.Arguments(input, state, parameters(), training));
            return (output!, last!, lastMemory!);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.LSTM"/>
            public static Modules.LSTM LSTM(
                long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0,
                bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(new(inputSize, hiddenSize, numLayers, 4, bias, batchFirst, dropout, bidirectional), device, dtype);
        }
    }
}
