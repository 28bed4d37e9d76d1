using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module that has no parameters and no buffers: activations, pooling, reshaping.</summary>
/// <typeparam name="T1">Type of the input.</typeparam>
/// <typeparam name="TResult">Type of the result.</typeparam>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>
{
    /// <summary>Creates the module.</summary>
    protected ParameterLessModule(string name)
        : base(name)
    {
    }

    /// <summary>Does nothing: there is nothing to move.</summary>
    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    /// <summary>Does nothing: there is nothing to move.</summary>
    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    /// <summary>Does nothing: there is nothing to move.</summary>
    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    /// <summary>Not possible on such a module.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_parameter(string name, Parameter param) =>
        throw new InvalidOperationException($"{GetName()} takes no parameters.");

    /// <summary>Not possible on such a module.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) =>
        throw new InvalidOperationException($"{GetName()} takes no buffers.");
}
