using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace FlorDb.Torch.Values;

/// <summary>The public properties and fields of a type, and what they are called behind each prefix: the same strings each time, so that a log finds them quickly.</summary>
internal sealed class PartNames
{
    private const BindingFlags OfInstances = BindingFlags.Instance | BindingFlags.Public;

    private readonly ConcurrentDictionary<string, string[]> _behind = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A property or field is of a type that lives on the stack only.</exception>
    public PartNames(Type type)
    {
        // A member that hides one of a base type stands for it.
        Members = [.. type.GetProperties(OfInstances).Where(IsReadable).Concat<MemberInfo>(type.GetFields(OfInstances))
            .OrderByDescending(member => Depth(member.DeclaringType)).DistinctBy(member => member.Name)];
        foreach (var member in Members)
            if (TypeOf(member) is { IsByRefLike: true } or { IsByRef: true } or { IsPointer: true })
                throw new ArgumentException($"The parts of a {type.Name} can't be logged: its {member.Name} is a {TypeOf(member).Name}, which can't leave the stack.");
    }

    public ImmutableArray<MemberInfo> Members { get; }

    /// <summary>The members' names behind a prefix, in their order.</summary>
    public string[] With(string prefix) => _behind.TryGetValue(prefix, out string[]? names) ? names : Add(prefix);

    private string[] Add(string prefix) => _behind.GetOrAdd(prefix, _ => [.. Members.Select(member => prefix + member.Name)]);

    private static bool IsReadable(PropertyInfo property) => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0;

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);
}
