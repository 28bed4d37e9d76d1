namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>Vision transformers.</summary>
internal static class VisionShape
{
    /// <summary>
    /// Fang and others, "You Only Look at One Sequence", NeurIPS 2021: the tiny YOLOS, with positions for images of 800 x 1333 pixels in patches of 16, a hundred
    /// detection tokens, and 91 classes and none.
    /// </summary>
    public static ModelShape YolosTiny()
    {
        const long Width = 192;
        const long Tokens = 100;
        var layers = new LayerList();
        layers.Parameter("class_token", 1, 1, Width);
        layers.Parameter("detection_tokens", 1, Tokens, Width);
        layers.Parameter("positions", 1, 800 / 16 * (1333 / 16) + Tokens + 1, Width);
        layers.Convolution("patches", 3, Width, 16, bias: true);
        layers.Encoders("encoder", 12, Width, 4 * Width);
        layers.LayerNorm("norm", Width);
        layers.Perceptron("classes", Width, Width, Width, 92);
        layers.Perceptron("boxes", Width, Width, Width, 4);
        return new ModelShape("YOLOS-tiny", layers.Tensors, ["classes", "boxes"], "positions");
    }

    /// <summary>Radford and others, "Learning Transferable Visual Models From Natural Language Supervision", ICML 2021: CLIP with a ViT-L/14 for 224 pixels.</summary>
    public static ModelShape ClipLarge()
    {
        const long Text = 768;
        const long Image = 1024;
        var layers = new LayerList();
        layers.Parameter("logit_scale", 1);
        layers.Embedding("text.words", 49408, Text);
        layers.Embedding("text.positions", 77, Text);
        layers.Encoders("text.encoder", 12, Text, 4 * Text);
        layers.LayerNorm("text.norm", Text);
        layers.Parameter("image.class_token", Image);
        layers.Convolution("image.patches", 3, Image, 14);
        layers.Embedding("image.positions", 16 * 16 + 1, Image);
        layers.LayerNorm("image.norm1", Image);
        layers.Encoders("image.encoder", 24, Image, 4 * Image);
        layers.LayerNorm("image.norm2", Image);
        layers.Linear("projection.image", Image, Text, bias: false);
        layers.Linear("projection.text", Text, Text, bias: false);
        return new ModelShape("CLIP-ViT-L", layers.Tensors, ["projection"], "text.words.weight");
    }
}
