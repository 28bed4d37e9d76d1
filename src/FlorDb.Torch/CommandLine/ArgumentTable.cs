using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Torch.CommandLine;

/// <summary>The arguments of a run by name: what the program asked for, and where each value came from.</summary>
/// <param name="given">The values of the command line.</param>
/// <param name="recorded">Finds the value of the run that is replayed or resumed; gives null for an argument that it did not have, and for a new run.</param>
/// <param name="record">Called once for each new argument with the value that is used.</param>
internal sealed class ArgumentTable(
    ImmutableSortedDictionary<string, string> given, Func<string, CellValue?> recorded, Action<string, CellValue> record)
{
    private readonly Dictionary<string, CellValue> _used = new(StringComparer.Ordinal);
    private bool _reported;

    /// <summary>The argument's value: as recorded, or as given on the command line, or else the default.</summary>
    /// <exception cref="ArgumentException">The name breaks the naming rule.</exception>
    /// <exception cref="FlorException">The value is not of the type that is asked for, or the command line has another than the record.</exception>
    public T Get<T>(ArgumentType<T> type, string name, T fallback)
    {
        CellName.Check(name);
        if (_used.TryGetValue(name, out var known)) return Convert(type, name, known, "is used as");
        var value = recorded(name) is { } cell ? FromRecord(type, name, cell) : Read(type, name, fallback);
        _used.Add(name, type.ToCell(value));
        record(name, _used[name]);
        return value;
    }

    /// <summary>The names on the command line that nobody asked for; each call after the first gives none.</summary>
    public IReadOnlyList<string> TakeUnknown()
    {
        if (_reported) return [];
        _reported = true;
        return [.. given.Keys.Where(name => !_used.ContainsKey(name))];
    }

    private T FromRecord<T>(ArgumentType<T> type, string name, CellValue cell)
    {
        var value = Convert(type, name, cell, "was recorded as");
        if (given.TryGetValue(name, out string? text) && !EqualityComparer<T>.Default.Equals(Read(type, name, value), value))
            throw new FlorException(string.Create(
                CultureInfo.InvariantCulture, $"--kwargs {name}={text}: the run was recorded with {name}={value}, and keeps its arguments. Leave it out, or start a new run."));
        return value;
    }

    private T Read<T>(ArgumentType<T> type, string name, T fallback)
    {
        if (!given.TryGetValue(name, out string? text)) return fallback;
        return type.Parse(text) is { } parsed
            ? parsed.Value
            : throw new FlorException($"--kwargs {name}={text}: the argument \"{name}\" takes {type.Noun}, and \"{text}\" is none.");
    }

    private static T Convert<T>(ArgumentType<T> type, string name, CellValue cell, string verb) =>
        type.FromCell(cell) is { } parsed
            ? parsed.Value
            : throw new FlorException($"The argument \"{name}\" {verb} {cell.Kind}, and the program now asks for {type.Noun}.");
}
