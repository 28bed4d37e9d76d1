using FlorDb.Storage;

namespace FlorDb.Torch.Metrics;

/// <summary>NVIDIA's graphics processors, where their driver is there: how busy each is in percent, and the bytes of its memory that are in use.</summary>
internal sealed class NvidiaGpus : IDisposable
{
    private readonly nint[] _devices;

    private NvidiaGpus(nint[] devices) => _devices = devices;

    /// <summary>Finds the devices; none where there is no driver.</summary>
    public static NvidiaGpus Open()
    {
        try
        {
            if (Nvml.Init() != Nvml.Success) return new NvidiaGpus([]);
            var devices = new List<nint>();
            if (Nvml.DeviceGetCount(out uint count) != Nvml.Success) count = 0;
            for (uint index = 0; index < count; index++)
                if (Nvml.DeviceGetHandleByIndex(index, out nint device) == Nvml.Success) devices.Add(device);
            return new NvidiaGpus([.. devices]);
        }
        catch (Exception failure) when (failure is DllNotFoundException or EntryPointNotFoundException)
        {
            return new NvidiaGpus([]);
        }
    }

    public IEnumerable<(string Name, CellValue Value)> Sample()
    {
        for (int i = 0; i < _devices.Length; i++)
        {
            if (Nvml.DeviceGetUtilizationRates(_devices[i], out var use) == Nvml.Success) yield return ($"gpu{i}", CellValue.Of(use.Gpu));
            if (Nvml.DeviceGetMemoryInfo(_devices[i], out var memory) == Nvml.Success) yield return ($"gpu{i}_memory", CellValue.Of((long)memory.Used));
        }
    }

    public void Dispose()
    {
        if (_devices.Length > 0) _ = Nvml.Shutdown();
    }
}
