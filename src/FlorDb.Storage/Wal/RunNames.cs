namespace FlorDb.Storage.Wal;

/// <summary>The names that a run has used, of which there may only be so many: each is a column of its segments.</summary>
internal sealed class RunNames
{
    private readonly HashSet<string> _names = [];
    private bool[] _numbers = new bool[64];

    /// <summary>Refuses a name that would be one too many.</summary>
    /// <exception cref="ArgumentException">The run has as many names as it may have, and this is not one of them.</exception>
    public void Check(string name)
    {
        if (_names.Count < RunWriter.MostNames || _names.Contains(name)) return;
        throw new ArgumentException(
            $"\"{name}\" would be name number {RunWriter.MostNames + 1} of this run, and {RunWriter.MostNames} are the most: each is a column. Log what there are many of in a loop of its own, under one name, or as an array.",
            nameof(name));
    }

    /// <summary>Counts a name by the number that it has in the current log file.</summary>
    public void Add(string name, int number)
    {
        if (number < _numbers.Length && _numbers[number]) return;
        if (number >= _numbers.Length) Array.Resize(ref _numbers, Math.Max(number + 1, _numbers.Length * 2));
        _numbers[number] = true;
        _names.Add(name);
    }

    /// <summary>A new log file begins, with numbers of its own.</summary>
    public void BeginFile() => Array.Clear(_numbers);
}
