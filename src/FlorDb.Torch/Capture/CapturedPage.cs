using System.Runtime.InteropServices;
using FlorDb.Storage;

namespace FlorDb.Torch.Capture;

/// <summary>
/// The content of a page of state at a capture. It is copied bytes until it is written, and an address in the store from then on; captures between which a
/// page did not change have it in common.
/// </summary>
internal sealed unsafe class CapturedPage
{
    private readonly PagePool? _pool;
    private byte[]? _bytes;
    private nint _memory;

    private CapturedPage(byte[] bytes) => (_bytes, Length) = (bytes, bytes.Length);

    private CapturedPage(PagePool pool, nint memory, int length) => (_pool, _memory, Length) = (pool, memory, length);

    /// <summary>How many bytes it has.</summary>
    public int Length { get; }

    /// <summary>The address in the store, once it is written. For the thread that writes.</summary>
    public PageHash? Hash { get; private set; }

    /// <summary>Whether there are bytes.</summary>
    public bool HasBytes => _bytes is not null || _memory != 0;

    /// <summary>The bytes, as long as there are any.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes ?? new ReadOnlySpan<byte>((void*)_memory, Length);

    /// <summary>The number of pages that a piece of state has. One without bytes has a page without any.</summary>
    public static int Count(long length) => (int)Math.Max(1, (length + CheckpointWriter.PageBytes - 1) / CheckpointWriter.PageBytes);

    /// <summary>The number of bytes of one of the pages of a piece.</summary>
    public static int LengthOf(long length, int page) => (int)Math.Min(CheckpointWriter.PageBytes, length - (long)page * CheckpointWriter.PageBytes);

    /// <summary>A page with memory and without content yet.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory.</exception>
    public static CapturedPage Rent(PagePool pool, int length) => new(pool, pool.Rent(), length);

    /// <summary>Copies a piece of state. One of a single page is not worth the pool.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory; nothing is kept.</exception>
    public static CapturedPage[] Copy(PagePool pool, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= CheckpointWriter.PageBytes) return [new CapturedPage(bytes.ToArray())];
        var pages = new CapturedPage[Count(bytes.Length)];
        int made = 0;
        try
        {
            fixed (byte* start = bytes)
                for (; made < pages.Length; made++)
                {
                    pages[made] = Rent(pool, LengthOf(bytes.Length, made));
                    pages[made].Fill((nint)start + (nint)made * CheckpointWriter.PageBytes);
                }
        }
        catch
        {
            foreach (var page in pages.AsSpan(0, made)) page.Release();
            throw;
        }

        return pages;
    }

    /// <summary>Copies the content from memory.</summary>
    public void Fill(nint source) => NativeMemory.Copy((void*)source, (void*)_memory, (nuint)Length);

    /// <summary>The page is in the store: its bytes are needed no longer.</summary>
    public void MarkWritten(PageHash hash)
    {
        Hash = hash;
        Release();
    }

    /// <summary>Gives the memory back; the bytes are gone. May be called again.</summary>
    public void Release()
    {
        _bytes = null;
        nint memory = Interlocked.Exchange(ref _memory, 0);
        if (memory != 0) _pool!.Return(memory);
    }
}
