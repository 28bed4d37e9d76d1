namespace TorchSharp.Modules;

/// <summary>Parameters that share hyperparameters of one optimizer's kind.</summary>
/// <typeparam name="TOptions">The optimizer's options.</typeparam>
public class ParamGroup<TOptions> : ParamGroup
    where TOptions : OptimizerOptions
{
    /// <summary>Creates an empty group.</summary>
    public ParamGroup()
    {
    }

    /// <summary>Creates a group; without options the optimizer's defaults hold.</summary>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters as IList<Parameter> ?? parameters.ToList();
        base.Options = options!;
    }

    /// <summary>The hyperparameters.</summary>
    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
