using System.Text;

namespace FlorDb.Torch.Output;

/// <summary>Cuts written text into lines, as a terminal shows them in the end: a carriage return begins a line anew.</summary>
internal sealed class LineBuffer(int mostCharacters)
{
    private readonly StringBuilder _line = new();
    private bool _returned;

    /// <summary>Adds a text; gives the lines that it completes.</summary>
    public List<string> Add(ReadOnlySpan<char> text)
    {
        var lines = new List<string>();
        foreach (char character in text)
        {
            if (character == '\n') lines.Add(Take());
            else if (character == '\r') _returned = true;
            else Append(character);
        }

        return lines;
    }

    /// <summary>What stands behind the last end of a line; null if nothing does.</summary>
    public string? TakeRest() => _line.Length == 0 ? null : Take();

    private void Append(char character)
    {
        if (_returned) _line.Clear();
        _returned = false;
        if (_line.Length <= mostCharacters) _line.Append(character);
    }

    private string Take()
    {
        bool isLong = _line.Length > mostCharacters;
        if (isLong) _line.Length = mostCharacters;
        if (isLong && char.IsHighSurrogate(_line[^1])) _line.Length--;
        string line = _line.ToString() + (isLong ? "…" : "");
        _line.Clear();
        _returned = false;
        return ReplaceHalfPairs(line);
    }

    /// <summary>A log holds Unicode only; what a program prints may be anything.</summary>
    private static string ReplaceHalfPairs(string line) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line));
}
