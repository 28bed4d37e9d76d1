using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>An edit of the manifest as bytes: a frame around its items.</summary>
internal static class ManifestEdit
{
    public static byte[] Encode(IReadOnlyCollection<ManifestItem> items, long number)
    {
        byte[] payload = ManifestCodec.Encode(items);
        var frame = new byte[FrameLayout.FrameBytes(payload.Length)];
        payload.CopyTo(frame, FrameLayout.PayloadOffset);
        Frame.Publish(frame, ManifestCodec.FrameType, number, payload.Length);
        return frame;
    }
}
