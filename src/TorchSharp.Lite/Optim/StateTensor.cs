using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Life and storage of the tensors in an optimizer's state: they belong to no dispose scope.</summary>
internal static class StateTensor
{
    public static Tensor ZerosLike(Tensor parameter)
    {
        using var data = parameter.detach();
        return zeros_like(data).DetachFromDisposeScope();
    }

    /// <summary>Replaces a tensor by a copy of another, on the parameter's device.</summary>
    public static void Replace([NotNullIfNotNull(nameof(source))] ref Tensor? target, Tensor? source, Parameter parameter)
    {
        if (ReferenceEquals(target, source)) return;
        var copy = source?.detach().to(parameter.device, copy: true, disposeAfter: true).DetachFromDisposeScope();
        target?.Dispose();
        target = copy;
    }

    public static void Move([NotNullIfNotNull(nameof(target))] ref Tensor? target, Device device)
    {
        if (target is not null) target = target.to(device, disposeAfter: true).DetachFromDisposeScope();
    }

    /// <summary>A flag that says whether a tensor follows, then the tensor.</summary>
    public static void SaveOptional(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    /// <summary>Reads what <see cref="SaveOptional"/> wrote.</summary>
    public static void LoadOptional(BinaryReader reader, ref Tensor? target, Parameter parameter)
    {
        if (reader.ReadBoolean())
        {
            Load(reader, ref target, parameter);
            return;
        }
        target?.Dispose();
        target = null;
    }

    public static void Load(BinaryReader reader, [NotNull] ref Tensor? target, Parameter parameter)
    {
        var loaded = Tensor.Load(reader);
        var moved = loaded.to(parameter.device, disposeAfter: true).DetachFromDisposeScope();
        target?.Dispose();
        target = moved;
    }

    public static bool ApproximatelyEqual(Tensor? left, Tensor? right) =>
        left is null ? right is null : right is not null && left.allclose(right);
}
