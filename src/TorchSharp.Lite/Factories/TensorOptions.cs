using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Factories;

/// <summary>Where, of which type and with which extras a factory shall make its tensor.</summary>
internal readonly record struct TensorOptions(ScalarType? Type, Device? Device, bool RequiresGrad = false, string[]? Names = null)
{
    /// <summary>Brings a tensor that was made on the CPU from given numbers to where it's wanted.</summary>
    public Tensor Convert(Tensor made)
    {
        var type = Type ?? made.dtype;
        var target = Device ?? DefaultDeviceOrNull;
        var result = made;
        if (type != made.dtype || target is { type: not DeviceType.CPU })
        {
            result = Aten.Call("to.device", made, target ?? CPU, type);
            made.Dispose();
        }
        return Finish(result);
    }

    /// <summary>Applies what libtorch's factories don't take as an argument.</summary>
    public Tensor Finish(Tensor made)
    {
        if (Names is not null) throw new NotSupportedException("Named dimensions are not supported: leave 'names' out.");
        if (RequiresGrad) made.requires_grad = true;
        return made;
    }
}
