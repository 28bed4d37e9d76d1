namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>BERT and what was made of it, in its base size: 12 layers of 768 features.</summary>
internal static class BertShape
{
    public const long Width = 768;
    public const long Inner = 3072;
    public const int Layers = 12;

    private const long Vocabulary = 30522;

    /// <summary>Devlin and others, "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", NAACL 2019: with both heads of its pre-training.</summary>
    public static ModelShape Bert()
    {
        var layers = new LayerList();
        AddEmbeddings(layers, positions: 512, [2]);
        layers.Encoders("encoder", Layers, Width, Inner);
        layers.Linear("pooler", Width, Width);
        layers.Linear("cls.transform", Width, Width);
        layers.LayerNorm("cls.norm", Width);
        layers.Parameter("cls.bias", Vocabulary);
        layers.Linear("cls.next", Width, 2);
        return new ModelShape("BERT", layers.Tensors, ["pooler", "cls"], "embeddings.words.weight");
    }

    /// <summary>Herzig and others, "TAPAS: Weakly Supervised Table Parsing via Pre-training", ACL 2020: seven kinds of token types, heads that select cells and an aggregation.</summary>
    public static ModelShape Tapas()
    {
        var layers = new LayerList();
        AddEmbeddings(layers, positions: 1024, [3, 256, 256, 2, 256, 256, 10]);
        layers.Encoders("encoder", Layers, Width, Inner);
        layers.Linear("pooler", Width, Width);
        layers.Linear("head.cells", Width, 1);
        layers.Linear("head.columns", Width, 1);
        layers.Linear("head.aggregation", Width, 4);
        return new ModelShape("TAPAS", layers.Tensors, ["pooler", "head"], "embeddings.words.weight");
    }

    private static void AddEmbeddings(LayerList layers, long positions, long[] types)
    {
        layers.Embedding("embeddings.words", Vocabulary, Width);
        layers.Embedding("embeddings.positions", positions, Width);
        foreach (var (i, count) in types.Index()) layers.Embedding($"embeddings.types{i}", count, Width);
        layers.LayerNorm("embeddings.norm", Width);
    }
}
