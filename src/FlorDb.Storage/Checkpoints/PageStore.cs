using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>The pages that one store handle writes. A page that the store is known to hold is not written again. Safe to use from several threads.</summary>
internal sealed class PageStore(IStoreFileSystem files, StoreLayout layout, Manifest manifest, Guid writer) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<PageHash> _known = [];
    private readonly HashSet<string> _learned = [];
    private PackWriter? _pack;
    private long _lastNumber;
    private Exception? _failure;

    /// <summary>Finds out which pages sealed packs hold, of this writer and of others, so that they are not written again.</summary>
    /// <exception cref="StoreException">A pack can't be read.</exception>
    public void Learn()
    {
        lock (_gate)
        {
            foreach (string name in manifest.Refresh().Packs)
            {
                if (!PackId.TryParse(name, out var id) || !_learned.Add(name)) continue;
                try
                {
                    using var pack = new PackReader(id.Value, files.OpenForReading(layout.Pack(name)));
                    foreach (var (hash, _) in pack.ScanFurther()) _known.Add(hash);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    throw new StoreException($"pages/{name} can't be read: {failure.Message}", failure);
                }
            }
        }
    }

    /// <summary>Makes sure that a page is in the store after the next flush; returns the bytes that it added.</summary>
    /// <exception cref="StoreException">The pack can't be written.</exception>
    public long Add(PageHash hash, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_known.Contains(hash)) return 0;
            ThrowIfFailed();
            try
            {
                if (_pack is null || _pack.Position >= PackLayout.LargestPackBytes) OpenNextPack();
                _pack!.Append(hash, bytes);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw Fail(failure);
            }

            _known.Add(hash);
            return bytes.Length;
        }
    }

    /// <summary>Makes all pages that were added survive a power loss.</summary>
    /// <exception cref="StoreException">The pack can't be written.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            ThrowIfFailed();
            try
            {
                _pack?.Flush();
            }
            catch (IOException failure)
            {
                throw Fail(failure);
            }
        }
    }

    /// <summary>Ends the current pack: other writers of the store share its pages from now on.</summary>
    /// <exception cref="StoreException">The pack can't be written.</exception>
    public void Seal()
    {
        lock (_gate)
        {
            if (_pack is null) return;
            Flush();
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

    public void Dispose() => _pack?.Dispose();

    private void ThrowIfFailed()
    {
        if (_failure is not null) throw Fail(_failure);
    }

    private StoreException Fail(Exception failure)
    {
        _failure = failure;
        return new StoreException($"Checkpoint pages can't be written to {layout.PageFolder}: {failure.Message}", failure);
    }

    private void OpenNextPack()
    {
        if (_pack is not null)
        {
            _pack.Flush();
            SealPack(_pack);
        }

        _pack = PackWriter.Create(files, layout, new PackId(writer, _lastNumber + 1));
        _lastNumber++;
    }

    private void SealPack(PackWriter pack)
    {
        manifest.Append(_ => [new ManifestItem.PackSealed(pack.Id.FileName)]);
        _learned.Add(pack.Id.FileName);
        pack.Dispose();
        _pack = null;
    }
}
