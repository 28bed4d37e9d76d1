using System.Globalization;
using System.Text;

namespace FlorDb.Cli.Rendering;

/// <summary>Writes styled text to a writer; without ANSI only the text itself. Lines are never wrapped. Nothing is shown before <see cref="Flush"/>.</summary>
internal sealed class Pen(TextWriter writer, bool ansi)
{
    private const int BufferedCharacters = 1 << 16;
    private readonly StringBuilder _buffer = new();

    /// <summary>Writes text.</summary>
    public Pen Write(string text, Ink ink = Ink.Plain)
    {
        if (ansi && ink != Ink.Plain && text.Length > 0)
            _buffer.Append("\e[").Append(Code(ink)).Append('m').Append(text).Append("\e[0m");
        else
            _buffer.Append(text);
        return this;
    }

    /// <summary>Ends the line.</summary>
    public Pen Line()
    {
        _buffer.Append('\n');
        if (_buffer.Length >= BufferedCharacters) Flush();
        return this;
    }

    /// <summary>Writes text and ends the line.</summary>
    public Pen Line(string text, Ink ink = Ink.Plain) => Write(text, ink).Line();

    /// <summary>Gives what was written to the writer.</summary>
    public void Flush()
    {
        foreach (var chunk in _buffer.GetChunks()) writer.Write(chunk.Span);
        _buffer.Clear();
        writer.Flush();
    }

    private static string Code(Ink ink) => ink switch
    {
        Ink.Dim => "2",
        Ink.Bold => "1",
        Ink.Error => "1;31",
        Ink.Warning => "33",
        Ink.Good => "32",
        Ink.Accent => "36",
        _ => ((int)ink).ToString(CultureInfo.InvariantCulture),
    };
}
