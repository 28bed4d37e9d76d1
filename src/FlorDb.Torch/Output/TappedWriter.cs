using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FlorDb.Torch.Output;

/// <summary>Writes to another writer, and tells watchers.</summary>
[SuppressMessage("Usage", "CA2215", Justification = "The writer behind it is the console's, which lives on.")]
internal sealed class TappedWriter(TextWriter inner, ConsoleStream stream, Func<IConsoleWatcher[]> watchers) : TextWriter(inner.FormatProvider)
{
    /// <summary>The writer behind it.</summary>
    public TextWriter Inner => inner;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty) return;
        var told = watchers();
        lock (ConsoleTap.Gate)
        {
            foreach (var watcher in told) watcher.OnWriting(stream, buffer);
            inner.Write(buffer);
        }

        foreach (var watcher in told) watcher.OnWritten(stream, buffer);
    }

    public override void Flush() => inner.Flush();
}
