using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Makes batches: the samples' tensors of one name or position are stacked along a new first dimension.</summary>
internal static class Collation
{
    public static Dictionary<string, Tensor> ByName(IEnumerable<Dictionary<string, Tensor>> samples, Device device)
    {
        var list = samples.ToList();
        return list[0].Keys.ToDictionary(key => key, key => Stack(list.ConvertAll(sample => sample[key]), device));
    }

    public static IList<Tensor> ByPosition(IEnumerable<IList<Tensor>> samples, Device device)
    {
        var list = samples.ToList();
        return Enumerable.Range(0, list[0].Count).Select(i => Stack(list.ConvertAll(sample => sample[i]), device)).ToList();
    }

    private static Tensor Stack(List<Tensor> tensors, Device device)
    {
        var batch = stack(tensors);
        return device.type == DeviceType.CPU ? batch : batch.to(device, disposeAfter: true);
    }
}
