using System.Globalization;
using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Reads a manifest file, and then what was added to it; when the file is another one, from its beginning again. Not thread-safe.</summary>
internal sealed class ManifestReader
{
    /// <summary>What notices about the manifest give as their file.</summary>
    public const string FileName = "manifest";

    private ManifestHeader? _header;

    /// <summary>What the edits that were read lead to.</summary>
    public CatalogView View { get; private set; } = CatalogView.Empty;

    /// <summary>Where the last edit ends.</summary>
    public long End { get; private set; }

    /// <summary>The number of the last edit.</summary>
    public long LastEdit { get; private set; }

    /// <summary>How long the file was when it was written anew; 0 for one of version 1.</summary>
    public long SnapshotBytes => _header?.SnapshotBytes ?? 0;

    /// <summary>Whether a file was read at all.</summary>
    public bool HasRead => _header is not null;

    /// <summary>Reads on. What is damaged is passed over with a notice.</summary>
    public void ReadOn(IStoreFile file)
    {
        Span<byte> first = stackalloc byte[ManifestHeader.Length];
        var header = ManifestHeader.Read(first[..file.Read(0, first)]);
        long length = file.Length;
        if (header != _header || length < End) Begin(header);
        if (length <= End) return;
        var bytes = new byte[length - End];
        Read(bytes.AsMemory(0, file.Read(End, bytes)));
    }

    public static StoreNotice Notice(long place, string what) =>
        new(FileName, place, string.Create(CultureInfo.InvariantCulture, $"At byte {place} {what}."));

    /// <summary>Finds the next valid frame at or behind an offset. Behind a torn end there is none.</summary>
    public static bool FindFrame(ReadOnlySpan<byte> bytes, int offset, out int start, out Frame frame)
    {
        for (start = offset; start < bytes.Length; start += FrameLayout.Alignment)
            if (Frame.TryRead(bytes[start..], out frame) == FrameStatus.Valid) return true;
        frame = default;
        return false;
    }

    private void Begin(ManifestHeader header)
    {
        _header = header;
        LastEdit = 0;
        End = header.Bytes;
        View = CatalogView.Empty with { File = header.File };
        if (header.IsDamaged) View = Noted(View, Notice(0, "the manifest's header is damaged; its edits are read all the same. \"flor repair\" writes it anew"));
    }

    private void Read(ReadOnlyMemory<byte> unread)
    {
        var builder = new CatalogBuilder(View);
        var faults = new List<StoreNotice>();
        int offset = 0;
        while (FindFrame(unread.Span, offset, out int start, out var frame))
        {
            // The zeros that fill a damaged or longer header up are no damage of their own.
            if (start > offset && !(_header is { IsDamaged: true } && End + offset < ManifestHeader.Length))
                faults.Add(Notice(End + offset, "an edit of the manifest is damaged: segments or runs that it added are missing. \"flor repair\" looks for them"));
            int payload = start + FrameLayout.PayloadOffset;
            if (Apply(builder, frame, unread.Slice(payload, frame.Payload.Length)) is { } fault) faults.Add(Notice(End + start, fault));
            offset = start + (int)frame.Bytes;
        }

        End += Math.Min(offset, unread.Length);
        View = builder.Build();
        foreach (var fault in faults) View = Noted(View, fault);
        if (View.Notices.Any(notice => notice.File == FileName)) View = View with { IsComplete = false };
    }

    /// <summary>Applies an edit as a whole, or says why it can't be.</summary>
    private string? Apply(CatalogBuilder builder, in Frame frame, ReadOnlyMemory<byte> payload)
    {
        LastEdit = Math.Max(LastEdit, frame.Sequence);
        try
        {
            foreach (var item in ManifestCodec.Decode(frame.Type, payload)) builder.Apply(item);
            return null;
        }
        catch (InvalidDataException failure)
        {
            return $"an edit of the manifest can't be understood: {failure.Message}";
        }
    }

    private static CatalogView Noted(CatalogView view, StoreNotice notice) => view with { IsComplete = false, Notices = view.Notices.Add(notice) };
}
