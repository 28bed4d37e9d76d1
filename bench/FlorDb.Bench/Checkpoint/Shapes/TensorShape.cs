namespace FlorDb.Bench.Checkpoint.Shapes;

/// <summary>One tensor of a model.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Role">What a training does with it.</param>
/// <param name="Sizes">Its sizes; elements are 32-bit floats.</param>
internal sealed record TensorShape(string Name, TensorRole Role, params long[] Sizes)
{
    public long Elements => Sizes.Aggregate(1L, (product, size) => product * size);
}

/// <summary>What a training does with a tensor.</summary>
internal enum TensorRole
{
    /// <summary>It is trained: an optimizer has two moments of it.</summary>
    Parameter,

    /// <summary>Each step of a training changes it, without an optimizer.</summary>
    Statistic,

    /// <summary>Nothing changes it.</summary>
    Constant,
}
