namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>Huang and others, "LayoutLMv3: Pre-training for Document AI with Unified Text and Image Masking", ACM Multimedia 2022, base size: words, their places, and an image.</summary>
internal static class LayoutShape
{
    private const long PlaceWidth = 128;
    private const long Places = 1024;
    private const long Patch = 16;
    private const long Patches = 14 * 14;
    private const long Heads = 12;

    public static ModelShape LayoutLmV3()
    {
        var layers = new LayerList();
        layers.Embedding("embeddings.words", 50265, BertShape.Width);
        layers.Embedding("embeddings.types", 1, BertShape.Width);
        layers.Embedding("embeddings.positions", 514, BertShape.Width);
        foreach (string place in (string[])["x", "y", "height", "width"]) layers.Embedding($"embeddings.{place}", Places, PlaceWidth);
        layers.LayerNorm("embeddings.norm", BertShape.Width);
        layers.Convolution("patches", 3, BertShape.Width, Patch, bias: true);
        layers.Parameter("class_token", 1, 1, BertShape.Width);
        layers.Parameter("patch_positions", 1, Patches + 1, BertShape.Width);
        layers.LayerNorm("norm1", BertShape.Width);
        layers.LayerNorm("norm2", BertShape.Width);
        layers.Linear("relative_positions", 32, Heads, bias: false);
        layers.Linear("relative_x", 64, Heads, bias: false);
        layers.Linear("relative_y", 64, Heads, bias: false);
        layers.Encoders("encoder", BertShape.Layers, BertShape.Width, BertShape.Inner);
        return new ModelShape("LayoutLMv3", layers.Tensors, [$"encoder.{BertShape.Layers - 1}"], "embeddings.words.weight");
    }
}
