using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers about one parameter.</summary>
public abstract class OptimizerState
{
    /// <summary>The parameter that the state belongs to.</summary>
    protected Parameter _parameter;

    /// <summary>Creates the state of a parameter.</summary>
    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Writes the state.</summary>
    public abstract void SaveStateDict(BinaryWriter writer);

    /// <summary>Reads what <see cref="SaveStateDict"/> wrote.</summary>
    public abstract void LoadStateDict(BinaryReader reader);

    /// <summary>Copies another state of the same kind, its tensors onto the parameter's device.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Puts the state to what it is before the first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>True if the other state is of the same kind and holds about the same numbers.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Moves the state's tensors to a device.</summary>
    public virtual void to(Device device)
    {
    }

    internal Parameter Parameter => _parameter;
}
