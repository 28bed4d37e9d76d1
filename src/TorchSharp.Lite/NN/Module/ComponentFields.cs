using System.Collections.Concurrent;
using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>The instance fields of a module class that may hold components, the most derived class's first.</summary>
internal static class ComponentFields
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Cache = [];

    public static FieldInfo[] Of(Type type) => Cache.GetOrAdd(type, static type => Collect(type).ToArray());

    public static string NameOf(FieldInfo field) =>
        field.GetCustomAttribute<ComponentNameAttribute>()?.Name is { Length: > 0 } name ? name : field.Name;

    private static IEnumerable<FieldInfo> Collect(Type type)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var level = type; level is not null && level != typeof(torch.nn.Module); level = level.BaseType)
            foreach (var field in level.GetFields(own))
                if (!field.FieldType.IsValueType && field.FieldType != typeof(string)) yield return field;
    }
}
