namespace TorchSharp.Modules;

/// <summary>Hyperparameters of a group of parameters; what is null takes the optimizer's default.</summary>
public class OptimizerOptions
{
    /// <summary>The learning rate in use.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The learning rate that schedulers start from.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Writes the initial and the current learning rate, then the optimizer's own fields.</summary>
    public virtual void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate ?? InitialLearningRate);
    }

    /// <summary>Reads what <see cref="SaveStateDict"/> wrote.</summary>
    public virtual void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    /// <summary>Takes the values of other options of the same kind.</summary>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        ArgumentNullException.ThrowIfNull(source);
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
    }

    /// <summary>Fills what is null from the optimizer's defaults.</summary>
    internal virtual void Complete(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        InitialLearningRate = LearningRate ?? 0;
    }
}
