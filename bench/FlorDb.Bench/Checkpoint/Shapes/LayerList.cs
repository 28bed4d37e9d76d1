namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>Writes a model's tensors down layer by layer.</summary>
internal sealed class LayerList
{
    private readonly List<TensorShape> _tensors = [];

    public IReadOnlyList<TensorShape> Tensors => _tensors;

    public void Parameter(string name, params long[] sizes) => _tensors.Add(new TensorShape(name, TensorRole.Parameter, sizes));

    public void Constant(string name, params long[] sizes) => _tensors.Add(new TensorShape(name, TensorRole.Constant, sizes));

    public void Linear(string name, long inputs, long outputs, bool bias = true)
    {
        Parameter($"{name}.weight", outputs, inputs);
        if (bias) Parameter($"{name}.bias", outputs);
    }

    public void Embedding(string name, long rows, long width) => Parameter($"{name}.weight", rows, width);

    public void Convolution(string name, long inputs, long outputs, long kernel, bool bias = false)
    {
        Parameter($"{name}.weight", outputs, inputs, kernel, kernel);
        if (bias) Parameter($"{name}.bias", outputs);
    }

    public void LayerNorm(string name, long width)
    {
        Parameter($"{name}.weight", width);
        Parameter($"{name}.bias", width);
    }

    public void BatchNorm(string name, long channels, bool isFrozen = false)
    {
        var (trained, counted) = isFrozen ? (TensorRole.Constant, TensorRole.Constant) : (TensorRole.Parameter, TensorRole.Statistic);
        foreach (string part in (string[])["weight", "bias"]) _tensors.Add(new TensorShape($"{name}.{part}", trained, channels));
        foreach (string part in (string[])["running_mean", "running_var"]) _tensors.Add(new TensorShape($"{name}.{part}", counted, channels));
    }

    /// <summary>A layer of a transformer's encoder: attention with four square matrices, two linear layers, two norms.</summary>
    public void Encoder(string name, long width, long inner)
    {
        foreach (string part in (string[])["query", "key", "value", "output"]) Linear($"{name}.attention.{part}", width, width);
        LayerNorm($"{name}.norm1", width);
        Linear($"{name}.fc1", width, inner);
        Linear($"{name}.fc2", inner, width);
        LayerNorm($"{name}.norm2", width);
    }

    /// <summary>Successive layers of a transformer's encoder.</summary>
    public void Encoders(string name, int layers, long width, long inner)
    {
        for (int layer = 0; layer < layers; layer++) Encoder($"{name}.{layer}", width, inner);
    }

    /// <summary>Linear layers, one after the other.</summary>
    public void Perceptron(string name, params long[] widths)
    {
        for (int layer = 0; layer + 1 < widths.Length; layer++) Linear($"{name}.{layer}", widths[layer], widths[layer + 1]);
    }
}
