using System.Runtime.InteropServices;

namespace FlorDb.Torch.Metrics;

/// <summary>The few functions of NVIDIA's management library that are needed. Each gives 0 when it has worked.</summary>
internal static class Nvml
{
    public const int Success = 0;

    private const string Library = "libnvidia-ml.so.1";

    [DllImport(Library, EntryPoint = "nvmlInit_v2")]
    public static extern int Init();

    [DllImport(Library, EntryPoint = "nvmlShutdown")]
    public static extern int Shutdown();

    [DllImport(Library, EntryPoint = "nvmlDeviceGetCount_v2")]
    public static extern int DeviceGetCount(out uint count);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    public static extern int DeviceGetHandleByIndex(uint index, out nint device);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetUtilizationRates")]
    public static extern int DeviceGetUtilizationRates(nint device, out Utilization utilization);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    public static extern int DeviceGetMemoryInfo(nint device, out Memory memory);

    /// <summary>The percent of the time since the last sample in which something ran, and in which memory was read or written.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Utilization
    {
        public uint Gpu;
        public uint MemoryTraffic;
    }

    /// <summary>Bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
