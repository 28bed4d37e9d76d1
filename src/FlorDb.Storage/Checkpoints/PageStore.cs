using System.Buffers;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>The pages that one store handle writes. A page that the store is known to hold is not written again. Safe to use from several threads.</summary>
internal sealed class PageStore(IStoreFileSystem files, StoreLayout layout, Manifest manifest, Guid writer) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PageIndex _sealed = new(files, layout);
    private readonly SharedPages _shared = new(files, layout);
    private PackWriter? _pack;
    private long _lastNumber;
    private Exception? _failure;

    /// <summary>
    /// Begins a checkpoint: finds out which pages the store holds by now, in complete packs and in those that others are writing, but for those that are
    /// about to go. The pin must be held until the checkpoint is published.
    /// </summary>
    /// <exception cref="StoreException">Garbage collection can't be told of the checkpoint, because the disk is full or fails.</exception>
    public EpochPin Begin()
    {
        EpochPin? pin = null;
        try
        {
            pin = EpochPin.Take(files, layout, manifest);
            if (pin.Epoch is null) throw new StoreException($"A checkpoint can't be begun: no lock can be made in {layout.LockFolder}. Is the disk full? Make room on it, and try again.");
            Learn();
            return pin;
        }
        catch (Exception failure)
        {
            pin?.Dispose();
            if (failure is not (IOException or UnauthorizedAccessException)) throw;
            throw new StoreException($"A checkpoint can't be begun, as the store's pages can't be looked up: {DiskFailure.Explain(failure)}", failure);
        }
    }

    private void Learn()
    {
        lock (_gate)
        {
            var view = manifest.Refresh();
            var complete = PackId.ParseAll(view.Packs.Where(name => !view.CondemnedPacks.ContainsKey(name))).ToList();
            var growing = PackFolder.Unnamed(files, layout, view).Where(id => id.Writer != writer).ToHashSet();
            _sealed.Update(complete);
            _shared.Update(growing);
        }
    }

    /// <summary>Makes sure that a page is in the store after the next flush; returns the bytes that it added.</summary>
    /// <param name="hash">The page's hash.</param>
    /// <param name="bytes">The page.</param>
    /// <param name="codec">The codec that suits its bytes: used if it pays.</param>
    /// <exception cref="StoreException">The pack can't be written.</exception>
    public long Add(PageHash hash, ReadOnlySpan<byte> bytes, PageCodec codec)
    {
        if (IsHeld(hash, bytes)) return 0;
        byte[] encoded = ArrayPool<byte>.Shared.Rent(PackLayout.PageBytes);
        try
        {
            int length = PageEncoder.TryEncode(bytes, codec, encoded);
            return length > 0
                ? Append(new PageHeader(hash, bytes.Length, length, codec), encoded.AsSpan(0, length))
                : Append(new PageHeader(hash, bytes.Length, bytes.Length, PageCodec.None), bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(encoded);
        }
    }

    /// <summary>Whether all of some pages were added, or are in complete packs.</summary>
    public bool Contains(ReadOnlySpan<PageHash> pages)
    {
        lock (_gate)
        {
            foreach (var page in pages)
                if (!(IsOwn(page) || _shared.IsUsed(page)))
                    return false;
            return true;
        }
    }

    /// <summary>Makes all pages that were added survive a power loss, those that others wrote included.</summary>
    /// <exception cref="StoreException">A pack can't be written.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            ThrowIfFailed();
            try
            {
                _pack?.Flush();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw Fail(failure);
            }

            try
            {
                _shared.Flush();
            }
            catch (IOException failure)
            {
                _failure = failure;
                throw Fail(failure);
            }
        }
    }

    /// <summary>Ends the current pack.</summary>
    /// <exception cref="StoreException">The pack can't be written.</exception>
    public void Seal()
    {
        lock (_gate)
        {
            if (_pack is null) return;
            ThrowIfFailed();
            try
            {
                SealPack(_pack);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw Fail(failure);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _pack?.Dispose();
            _shared.Dispose();
            _sealed.Dispose();
        }
    }

    private bool IsHeld(PageHash hash, ReadOnlySpan<byte> bytes)
    {
        lock (_gate) return IsOwn(hash) || _shared.TryUse(hash, bytes);
    }

    /// <summary>Whether a page is in the pack that is written here, or in a complete one. With the gate held.</summary>
    private bool IsOwn(PageHash hash) => _pack is not null && _pack.Contains(hash) || _sealed.TryFind(hash, out _);

    private long Append(in PageHeader page, ReadOnlySpan<byte> content)
    {
        lock (_gate)
        {
            // Somebody else may have added it while it was encoded.
            if (_pack is not null && _pack.Contains(page.Hash)) return 0;
            ThrowIfFailed();
            try
            {
                if (_pack is null or { IsFull: true }) OpenNextPack();
                _pack!.Append(page, content);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw Fail(failure);
            }

            return content.Length;
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null) throw Fail(_failure);
    }

    /// <summary>After a full disk, writing goes on when there is room again; after a failed flush, it does not.</summary>
    private StoreException Fail(Exception failure)
    {
        if (_pack is { HasFailedFlush: true }) _failure = failure;
        return new StoreException($"Checkpoint pages can't be written to {layout.PageFolder}: {DiskFailure.Explain(failure)}", failure);
    }

    private void OpenNextPack()
    {
        if (_pack is not null) SealPack(_pack);
        _pack = PackWriter.Create(files, layout, new PackId(writer, _lastNumber + 1));
        _lastNumber++;
    }

    private void SealPack(PackWriter pack)
    {
        pack.Flush();
        pack.IsEnded = true;
        PackSealing.Seal(files, layout, manifest, pack.Id, pack.Position, pack.Pages);
        _sealed.Add(pack.Id);
        pack.Dispose();
        _pack = null;
    }
}
