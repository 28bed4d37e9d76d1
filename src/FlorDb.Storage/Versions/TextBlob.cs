using System.Text;
using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>Text as the content of a file in git.</summary>
internal static class TextBlob
{
    public static Blob Create(Repository repository, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return repository.ObjectDatabase.CreateBlob(content);
    }

    /// <summary>The text of a file, by its byte order mark or else as UTF-8.</summary>
    public static string Read(Blob blob)
    {
        using var reader = new StreamReader(blob.GetContentStream(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
