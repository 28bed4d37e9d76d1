using System.Collections;
using System.Reflection;

namespace FlorDb.Torch.State;

/// <summary>
/// The fields of an object that hold plain data: numbers, text, enumerations, and arrays, lists and dictionaries of those. This is how state is
/// reached that TorchSharp gives no dictionary of.
/// </summary>
internal static class PlainFields
{
    /// <summary>The instance fields of a type and its bases, whatever their visibility, the most derived type's first.</summary>
    public static IEnumerable<FieldInfo> AllOf(Type type)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
            foreach (var field in level.GetFields(Declared))
                yield return field;
    }

    /// <summary>Whether values of a type are plain data all the way down.</summary>
    public static bool IsPlain(Type type)
    {
        if (type.IsPrimitive) return type != typeof(nint) && type != typeof(nuint);
        if (type.IsEnum || type == typeof(string) || type == typeof(decimal)) return true;
        if (type.IsArray) return type.GetArrayRank() == 1 && IsPlain(type.GetElementType()!);
        if (!type.IsGenericType) return false;
        bool isContainer = Nullable.GetUnderlyingType(type) is not null || IsCollection(type);
        return isContainer && type.GetGenericArguments().All(IsPlain);
    }

    private static bool IsCollection(Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        return definition.Namespace == "System.Collections.Generic" && typeof(IEnumerable).IsAssignableFrom(type);
    }
}
