using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Shape of a stack of recurrent layers, its parameters by libtorch's names, and its call.</summary>
/// <param name="Inputs">Features of the input.</param>
/// <param name="Hidden">Features of the state.</param>
/// <param name="Layers">Number of layers.</param>
/// <param name="Gates">How many times the hidden features a cell computes.</param>
/// <param name="Bias">Whether there are biases.</param>
/// <param name="BatchFirst">Whether the batch is the first dimension rather than the second.</param>
/// <param name="Dropout">Probability of dropping an output between layers.</param>
/// <param name="Bidirectional">Whether each layer runs in both directions.</param>
internal sealed record RecurrentLayers(
    long Inputs, long Hidden, long Layers, long Gates, bool Bias, bool BatchFirst, double Dropout, bool Bidirectional)
{
    private long Directions => Bidirectional ? 2 : 1;

    /// <summary>Parameters in libtorch's order, drawn uniformly from ±1/√hidden.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters(Device? device, ScalarType? dtype)
    {
        var bound = 1 / Math.Sqrt(Hidden);
        foreach (var (name, size) in Shapes())
        {
            var parameter = ParameterFactory.Empty(size, device, dtype);
            nn.init.uniform_(parameter, -bound, bound);
            yield return (name, parameter);
        }
    }

    /// <summary>A state of zeros that fits the input.</summary>
    public Tensor InitialState(Tensor input)
    {
        if (input.ndim != 3) throw new ArgumentException($"The input must have 3 dimensions; it has {input.ndim}.", nameof(input));
        return zeros(Layers * Directions, input.shape[BatchFirst ? 0 : 1], Hidden, input.dtype, input.device);
    }

    /// <summary>What follows the parameters in ATen's arguments.</summary>
    public Argument[] Arguments(Tensor input, Argument state, IEnumerable<Parameter> parameters, bool training) =>
        [input, state, parameters.ToArray<Tensor>(), Bias, Layers, Dropout, training, Bidirectional, BatchFirst];

    private IEnumerable<(string Name, long[] Size)> Shapes()
    {
        for (long layer = 0; layer < Layers; layer++)
            foreach (var suffix in Bidirectional ? new[] { $"_l{layer}", $"_l{layer}_reverse" } : [$"_l{layer}"])
            {
                yield return ("weight_ih" + suffix, [Gates * Hidden, layer == 0 ? Inputs : Hidden * Directions]);
                yield return ("weight_hh" + suffix, [Gates * Hidden, Hidden]);
                if (!Bias) continue;
                yield return ("bias_ih" + suffix, [Gates * Hidden]);
                yield return ("bias_hh" + suffix, [Gates * Hidden]);
            }
    }
}
