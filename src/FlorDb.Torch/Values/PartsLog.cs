using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using FlorDb.Torch.Sessions;
using static TorchSharp.torch;

namespace FlorDb.Torch.Values;

/// <summary>
/// Logs the parts of a value: the public properties and fields of an object, or the entries of a dictionary. What is read from a type is
/// compiled once, so that a call uses no reflection and boxes nothing.
/// </summary>
/// <typeparam name="T">The type that the caller knows; the value may be of a type that derives from it.</typeparam>
internal static class PartsLog<T>
{
    private delegate void Writer(Session session, string prefix, T value);

    private static readonly ConcurrentDictionary<Type, Writer> Writers = new();

    /// <summary>Logs each part under the prefix and its own name.</summary>
    /// <exception cref="ArgumentException">The value has no named parts, or a part can't be kept in a cell.</exception>
    public static void Log(Session session, string prefix, T value)
    {
        var type = typeof(T).IsValueType ? typeof(T) : value!.GetType();
        if (!Writers.TryGetValue(type, out var writer)) writer = Writers.GetOrAdd(type, Compile);
        writer(session, prefix, value);
    }

    private static Writer Compile(Type type)
    {
        if (EntryType(type) is { } entry) return CompileEntries(entry);
        if (FindFault(type) is { } fault) throw new ArgumentException($"The parts of a {type.Name} can't be logged: {fault}");
        PartNames names = new(type);
        if (names.Members.Length == 0) throw new ArgumentException($"A {type.Name} has no public properties or fields to log.");
        return CompileMembers(type, names);
    }

    /// <summary><c>(session, prefix, value) => { var all = names.With(prefix); PartLog.One(session, all[0], value.First); ... }</c></summary>
    private static Writer CompileMembers(Type type, PartNames names)
    {
        var (session, prefix, value) = (Expression.Parameter(typeof(Session)), Expression.Parameter(typeof(string)), Expression.Parameter(typeof(T)));
        var all = Expression.Variable(typeof(string[]));
        var typed = Expression.Variable(type);
        List<Expression> body =
        [
            Expression.Assign(all, Expression.Call(Expression.Constant(names), nameof(PartNames.With), null, prefix)),
            Expression.Assign(typed, Expression.Convert(value, type)),
        ];
        body.AddRange(names.Members.Select((member, index) =>
        {
            var part = Expression.MakeMemberAccess(typed, member);
            return Expression.Call(typeof(PartLog), nameof(PartLog.One), [part.Type], session, Expression.ArrayIndex(all, Expression.Constant(index)), part);
        }));
        return Expression.Lambda<Writer>(Expression.Block([all, typed], body), session, prefix, value).Compile();
    }

    private static Writer CompileEntries(Type entry)
    {
        var (session, prefix, value) = (Expression.Parameter(typeof(Session)), Expression.Parameter(typeof(string)), Expression.Parameter(typeof(T)));
        var sequence = typeof(IEnumerable<>).MakeGenericType(entry);
        var call = Expression.Call(typeof(PartLog), nameof(PartLog.Entries), [entry.GetGenericArguments()[1]], session, prefix, Expression.Convert(value, sequence));
        return Expression.Lambda<Writer>(call, session, prefix, value).Compile();
    }

    /// <summary>The pairs that a dictionary with text as keys is a sequence of; null for all other types.</summary>
    private static Type? EntryType(Type type) =>
        (from candidate in type.GetInterfaces().Append(type)
         where candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>)
         let entry = candidate.GetGenericArguments()[0]
         where entry.IsGenericType && entry.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) && entry.GetGenericArguments()[0] == typeof(string)
         select entry).FirstOrDefault();

    private static string? FindFault(Type type)
    {
        if (typeof(ITuple).IsAssignableFrom(type))
            return "the names of a tuple's elements are not there when the program runs. Use an anonymous type: new { loss, accuracy }.";
        if (type.Namespace == nameof(System) || typeof(IEnumerable).IsAssignableFrom(type) || typeof(Tensor).IsAssignableFrom(type))
            return "it is a single value. Log it under a name, by flor.Log(name, value).";
        return null;
    }
}
