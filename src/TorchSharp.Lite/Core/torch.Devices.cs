using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The CPU.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The device of tensors that have a shape and no data.</summary>
    public static readonly Device META = new(DeviceType.META);

    private static Device? _defaultDevice;

    /// <summary>The current CUDA device.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA));

    /// <summary>The Apple GPU.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Device MPS => InitializeDevice(new Device(DeviceType.MPS));

    /// <inheritdoc cref="Device(string)"/>
    public static Device device(string description) => new(description);

    /// <inheritdoc cref="Device(string, int)"/>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <inheritdoc cref="Device(DeviceType, int)"/>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <inheritdoc cref="Device(int)"/>
    public static Device device(int index) => new(index);

    /// <summary>The device of tensors that are made without one.</summary>
    public static Device get_default_device() => _defaultDevice ?? CPU;

    /// <summary>Sets the device of tensors that are made without one.</summary>
    public static void set_default_device(Device device) => _defaultDevice = InitializeDevice(device);

    /// <inheritdoc cref="set_default_device(Device)"/>
    public static void set_default_device(string device) => set_default_device(new Device(device));

    /// <summary>Whether devices of this kind can be used in this process.</summary>
    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CPU or DeviceType.META => true,
        DeviceType.CUDA => cuda.is_available(),
        _ => false,
    };

    /// <summary>Checks that devices of this kind can be used.</summary>
    /// <exception cref="InvalidOperationException">They can't.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} is not available here: use torch.CPU, or install a libtorch that supports it.");
    }

    /// <summary>Checks that the device (the default one for null) can be used, and gives it.</summary>
    /// <exception cref="InvalidOperationException">It can't.</exception>
    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }

    /// <summary>Whether a CUDA device can be used.</summary>
    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>Whether an Apple GPU can be used: never, on Linux.</summary>
    public static bool mps_is_available() => false;

    /// <summary>NVIDIA GPUs.</summary>
    public static class cuda
    {
        /// <summary>Whether there is a CUDA device that this libtorch can use.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>Whether cuDNN can be used.</summary>
        public static bool is_cudnn_available() => is_available() && NativeMethods.flor_cudnn_is_available() != 0;

        /// <summary>How many CUDA devices there are.</summary>
        public static int device_count() => NativeMethods.flor_cuda_device_count();

        /// <summary>Seeds the generator of the first CUDA device; does nothing without one.</summary>
        public static void manual_seed(long seed) => Seed(Math.Min(1, device_count()), seed);

        /// <summary>Seeds the generators of all CUDA devices; does nothing without one.</summary>
        public static void manual_seed_all(long seed) => Seed(device_count(), seed);

        /// <summary>Waits until the device (the current one for null) has done all its work; returns at once without CUDA.</summary>
        public static void synchronize(Device? device = null)
        {
            if (is_available()) NativeError.Check(NativeMethods.flor_cuda_synchronize(device?.index ?? -1));
        }

        private static void Seed(int devices, long seed)
        {
            for (int k = 0; k < devices; k++)
                NativeError.Check(NativeMethods.flor_cuda_seed(k, unchecked((ulong)seed)));
        }
    }
}
