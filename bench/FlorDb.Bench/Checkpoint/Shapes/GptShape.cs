namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>Radford and others, "Language Models are Unsupervised Multitask Learners", 2019: GPT-2 in its smallest size, with the causal masks that its files hold.</summary>
internal static class GptShape
{
    private const long Width = 768;
    private const long Context = 1024;
    private const int Layers = 12;

    public static ModelShape Gpt2()
    {
        var layers = new LayerList();
        layers.Embedding("wte", 50257, Width);
        layers.Embedding("wpe", Context, Width);
        for (int layer = 0; layer < Layers; layer++)
        {
            string name = $"h.{layer}";
            layers.LayerNorm($"{name}.ln_1", Width);
            layers.Constant($"{name}.attn.mask", Context, Context);
            layers.Linear($"{name}.attn.c_attn", Width, 3 * Width);
            layers.Linear($"{name}.attn.c_proj", Width, Width);
            layers.LayerNorm($"{name}.ln_2", Width);
            layers.Linear($"{name}.mlp.c_fc", Width, 4 * Width);
            layers.Linear($"{name}.mlp.c_proj", 4 * Width, Width);
        }

        layers.LayerNorm("ln_f", Width);
        return new ModelShape("GPT-2", layers.Tensors, [$"h.{Layers - 1}", "ln_f"], "wte.weight");
    }
}
