using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Movement of modules between devices and element types. Create optimizers after moving: what changes is replaced.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts floating-point parameters and buffers; returns the same module.</summary>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false)
        where T : nn.Module => (T)module._to(type, non_blocking);

    /// <summary>Moves parameters and buffers to a device and converts the floating-point ones; returns the same module.</summary>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false)
        where T : nn.Module => (T)module._to(device, type, non_blocking);

    /// <summary>Moves parameters and buffers to a device; returns the same module.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => (T)module._to(deviceType, deviceIndex, non_blocking);

    /// <inheritdoc cref="to{T}(T, DeviceType, int, bool)"/>
    public static T to<T>(this T module, Device device, bool non_blocking = false)
        where T : nn.Module => (T)module._to(device.type, device.index, non_blocking);

    /// <inheritdoc cref="to{T}(T, DeviceType, int, bool)"/>
    public static T to<T>(this T module, string device, bool non_blocking = false)
        where T : nn.Module => module.to(new Device(device), non_blocking);

    /// <summary>Moves to the device and element type of another tensor; returns the same module.</summary>
    public static T to<T>(this T module, Tensor other, bool non_blocking = false)
        where T : nn.Module => (T)module._to(other, non_blocking);

    /// <summary>Moves to the CPU.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false)
        where T : nn.Module => module.to(DeviceType.CPU, -1, non_blocking);

    /// <summary>Moves to a CUDA device; -1 is the current one.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => module.to(DeviceType.CUDA, deviceIndex, non_blocking);

    /// <summary>Converts to Float16.</summary>
    public static T half<T>(this T module, bool non_blocking = false)
        where T : nn.Module => module.to(ScalarType.Float16, non_blocking);

    /// <summary>Converts to BFloat16.</summary>
    public static T bfloat16<T>(this T module, bool non_blocking = false)
        where T : nn.Module => module.to(ScalarType.BFloat16, non_blocking);

    /// <summary>Converts to Float32.</summary>
    public static T @float<T>(this T module, bool non_blocking = false)
        where T : nn.Module => module.to(ScalarType.Float32, non_blocking);

    /// <summary>Converts to Float64.</summary>
    public static T @double<T>(this T module, bool non_blocking = false)
        where T : nn.Module => module.to(ScalarType.Float64, non_blocking);
}
