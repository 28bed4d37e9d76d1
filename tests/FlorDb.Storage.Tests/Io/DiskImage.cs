using System.Buffers.Binary;
using System.Text;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage.Tests.Io;

/// <summary>What a disk holds at one moment. Never changes; images share the bytes that they have in common.</summary>
internal sealed class DiskImage(IReadOnlyDictionary<string, byte[]> files, IReadOnlySet<string> folders)
{
    /// <summary>The content of each file by its full path.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

    public IReadOnlySet<string> Folders => folders;

    /// <summary>The same disk with another content of one file; without the file if the content is null.</summary>
    public DiskImage With(string path, byte[]? content)
    {
        var changed = new Dictionary<string, byte[]>(files);
        if (content is null) changed.Remove(path);
        else changed[path] = content;
        return new DiskImage(changed, folders);
    }

    /// <summary>The same disk without the files of a folder.</summary>
    public DiskImage Without(string folder) =>
        new(files.Where(file => Path.GetDirectoryName(file.Key) != folder).ToDictionary(), folders);

    /// <summary>A hash of all names and contents, by which equal states are known as one.</summary>
    public PageHash Hash()
    {
        var parts = new List<PageHash>(files.Count + folders.Count);
        Span<byte> entry = stackalloc byte[32];
        foreach (var (path, content) in files)
        {
            Write(entry, XxHash3.Hash(Encoding.UTF8.GetBytes(path)));
            Write(entry[16..], XxHash3.Hash(content));
            parts.Add(XxHash3.Hash(entry));
        }

        foreach (string folder in folders) parts.Add(XxHash3.Hash(Encoding.UTF8.GetBytes(folder)));
        parts.Sort((a, b) => a.High != b.High ? a.High.CompareTo(b.High) : a.Low.CompareTo(b.Low));
        var all = new byte[parts.Count * 16];
        for (int i = 0; i < parts.Count; i++) Write(all.AsSpan(i * 16), parts[i]);
        return XxHash3.Hash(all);
    }

    private static void Write(Span<byte> bytes, PageHash hash)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, hash.High);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], hash.Low);
    }
}
