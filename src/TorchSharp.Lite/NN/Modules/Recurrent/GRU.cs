using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Layers of gated recurrent units: Cho et al., EMNLP 2014 (arXiv 1406.1078).</summary>
    public sealed class GRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
    {
        private readonly RecurrentLayers _layers;

        internal GRU(RecurrentLayers layers, Device? device, ScalarType? dtype)
            : base(nameof(GRU))
        {
            _layers = layers;
            foreach (var (name, parameter) in layers.Parameters(device, dtype)) register_parameter(name, parameter);
        }

        /// <summary>Runs the hooks and <see cref="forward"/>.</summary>
        /// <inheritdoc cref="forward"/>
        public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

        /// <summary>Reads a sequence.</summary>
        /// <param name="input">(length, batch, features), or the batch first.</param>
        /// <param name="h0">Hidden state before the sequence, (layers, batch, hidden); zeros if null.</param>
        /// <returns>The last layer's outputs, and the hidden state after the sequence.</returns>
        public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
        {
            using var zero = h0 is null ? _layers.InitialState(input) : null;
            return Aten.Pair("gru.input", _layers.Arguments(input, h0 ?? zero, parameters(), training));
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.GRU"/>
            public static Modules.GRU GRU(
                long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0,
                bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(new(inputSize, hiddenSize, numLayers, 3, bias, batchFirst, dropout, bidirectional), device, dtype);
        }
    }
}
