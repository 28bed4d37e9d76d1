using System.Collections.Concurrent;

namespace TorchSharp.Native;

/// <summary>An ATen operator, found once by its name and overload.</summary>
internal static class Operator
{
    private static readonly ConcurrentDictionary<string, nint> Handles = new(StringComparer.Ordinal);

    /// <summary>Handle of an operator named <c>name</c> or <c>name.overload</c>, without the <c>aten::</c>.</summary>
    public static nint Handle(string name) => Handles.TryGetValue(name, out var handle) ? handle : Find(name);

    private static nint Find(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (plain, overload) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        return Handles[name] = NativeError.CheckHandle(NativeMethods.flor_operator("aten::" + plain, overload));
    }
}
