namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>The tensors of a published model, written down from its architecture.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Tensors">All of its tensors.</param>
/// <param name="Head">How the names of those begin that are still trained when the rest is frozen.</param>
/// <param name="Table">The tensor of which a step may change some rows only: the largest embedding, or what comes next to one.</param>
internal sealed record ModelShape(string Name, IReadOnlyList<TensorShape> Tensors, IReadOnlyList<string> Head, string Table)
{
    private const long QuickDivisor = 16;

    /// <summary>The models that the original's users train.</summary>
    public static IReadOnlyList<ModelShape> All { get; } =
    [
        VisionShape.YolosTiny(), DetrShape.Detr(), ResNetShape.ResNet152(), BertShape.Bert(), BertShape.Tapas(), LayoutShape.LayoutLmV3(), GptShape.Gpt2(), VisionShape.ClipLarge(),
    ];

    public static ModelShape Of(string name) => All.First(model => model.Name == name);

    /// <summary>The elements of all tensors of a role.</summary>
    public long Elements(TensorRole role) => Tensors.Where(tensor => tensor.Role == role).Sum(tensor => tensor.Elements);

    public bool IsInHead(TensorShape tensor) => Head.Any(prefix => tensor.Name.StartsWith($"{prefix}.", StringComparison.Ordinal));

    /// <summary>The same with fewer rows, to see that everything works.</summary>
    public ModelShape Shrink() => this with
    {
        Tensors = [.. Tensors.Select(tensor => tensor with { Sizes = [.. tensor.Sizes.Select((size, axis) => axis == 0 ? Math.Max(1, size / QuickDivisor) : size)] })],
    };
}
