namespace FlorDb.Storage.Wal;

/// <summary>
/// The names that were declared in a log file, and their numbers. A program passes the same few string objects again and again: those are found
/// by comparing references.
/// </summary>
internal sealed class NameNumbers
{
    private const int Slots = 8;
    private readonly Dictionary<string, int> _numbers = [];
    private readonly string?[] _seen = new string?[Slots];
    private readonly int[] _seenNumbers = new int[Slots];

    /// <summary>How many there are; the next number.</summary>
    public int Count => _numbers.Count;

    /// <summary>The number of a name; false if it was not declared.</summary>
    public bool TryGet(string name, out int number)
    {
        for (int slot = 0; slot < _seen.Length; slot++)
        {
            if (!ReferenceEquals(_seen[slot], name)) continue;
            number = _seenNumbers[slot];
            return true;
        }

        if (!_numbers.TryGetValue(name, out number)) return false;
        _seen[number % Slots] = name;
        _seenNumbers[number % Slots] = number;
        return true;
    }

    /// <summary>Gives a name the next number.</summary>
    public void Add(string name) => _numbers.Add(name, _numbers.Count);

    /// <summary>Forgets all names: a new file begins.</summary>
    public void Clear()
    {
        _numbers.Clear();
        Array.Clear(_seen);
    }
}
