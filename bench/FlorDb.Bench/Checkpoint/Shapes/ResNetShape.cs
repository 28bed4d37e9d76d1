namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>Residual networks of bottleneck blocks (He, Zhang, Ren, Sun: "Deep Residual Learning for Image Recognition", CVPR 2016, table 1).</summary>
internal static class ResNetShape
{
    /// <summary>The width of what the last stage gives.</summary>
    public const long Features = 2048;

    private const long Expansion = 4;

    /// <summary>ResNet-152: 3, 8, 36 and 3 blocks, 1,000 classes.</summary>
    public static ModelShape ResNet152()
    {
        var layers = new LayerList();
        AddStages(layers, "", [3, 8, 36, 3], hasFrozenNorms: false);
        layers.Linear("fc", Features, 1000);
        return new ModelShape("ResNet-152", layers.Tensors, ["fc"], "fc.weight");
    }

    /// <summary>All of it but the classifier.</summary>
    public static void AddStages(LayerList layers, string prefix, int[] blocks, bool hasFrozenNorms)
    {
        layers.Convolution($"{prefix}conv1", 3, 64, 7);
        layers.BatchNorm($"{prefix}bn1", 64, hasFrozenNorms);
        long inputs = 64;
        for (int stage = 0; stage < blocks.Length; stage++)
        {
            long width = 64L << stage;
            for (int block = 0; block < blocks[stage]; block++)
            {
                AddBlock(layers, $"{prefix}layer{stage + 1}.{block}", inputs, width, hasFrozenNorms);
                inputs = Expansion * width;
            }
        }
    }

    private static void AddBlock(LayerList layers, string name, long inputs, long width, bool hasFrozenNorms)
    {
        (long Inputs, long Outputs, long Kernel)[] convolutions = [(inputs, width, 1), (width, width, 3), (width, Expansion * width, 1)];
        foreach (var (i, convolution) in convolutions.Index())
        {
            layers.Convolution($"{name}.conv{i + 1}", convolution.Inputs, convolution.Outputs, convolution.Kernel);
            layers.BatchNorm($"{name}.bn{i + 1}", convolution.Outputs, hasFrozenNorms);
        }

        if (inputs == Expansion * width) return;
        layers.Convolution($"{name}.downsample.0", inputs, Expansion * width, 1);
        layers.BatchNorm($"{name}.downsample.1", Expansion * width, hasFrozenNorms);
    }
}
