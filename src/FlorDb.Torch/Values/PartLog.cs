using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Values;

/// <summary>What the code that <see cref="PartsLog{T}"/> compiles calls.</summary>
internal static class PartLog
{
    public static void One<T>(Session session, string name, T value) => CellConversion.Log(session, name, value);

    public static void Entries<T>(Session session, string prefix, IEnumerable<KeyValuePair<string, T>> entries)
    {
        foreach (var (name, value) in entries) One(session, prefix.Length == 0 ? name : prefix + name, value);
    }
}
