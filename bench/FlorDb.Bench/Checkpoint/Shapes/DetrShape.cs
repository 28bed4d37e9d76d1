namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>
/// Carion and others, "End-to-End Object Detection with Transformers", ECCV 2020: DETR on a ResNet-50 whose batch norms are frozen, six layers of encoder and decoder.
/// </summary>
internal static class DetrShape
{
    private const long Width = 256;
    private const long Inner = 2048;
    private const int Layers = 6;

    public static ModelShape Detr()
    {
        var layers = new LayerList();
        ResNetShape.AddStages(layers, "backbone.", [3, 4, 6, 3], hasFrozenNorms: true);
        layers.Convolution("projection", ResNetShape.Features, Width, 1, bias: true);
        layers.Embedding("queries", 100, Width);
        layers.Encoders("encoder", Layers, Width, Inner);
        layers.Encoders("decoder", Layers, Width, Inner);
        for (int layer = 0; layer < Layers; layer++)
        {
            foreach (string part in (string[])["query", "key", "value", "output"]) layers.Linear($"decoder.{layer}.cross.{part}", Width, Width);
            layers.LayerNorm($"decoder.{layer}.norm3", Width);
        }

        layers.LayerNorm("decoder.norm", Width);
        layers.Linear("classes", Width, 92);
        layers.Perceptron("boxes", Width, Width, Width, 4);
        return new ModelShape("DETR", layers.Tensors, ["classes", "boxes"], "queries.weight");
    }
}
