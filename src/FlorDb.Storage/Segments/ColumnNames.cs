using System.Globalization;

namespace FlorDb.Storage.Segments;

/// <summary>The names that the columns of a file have, each once.</summary>
internal sealed class ColumnNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public void Take(string name) => _taken.Add(name);

    /// <summary>A name that no column has yet: the name itself, or else with the suffix, or else with a number.</summary>
    public string Free(string name, string suffix)
    {
        if (!_taken.Contains(name)) return name;
        string free = name + suffix;
        for (int i = 2; _taken.Contains(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{name}{suffix}:{i}");
        return free;
    }
}
