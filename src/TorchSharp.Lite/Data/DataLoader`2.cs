using System.Collections;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Batches of a data set's samples; each enumeration is one pass over the sampler.</summary>
/// <typeparam name="T">A sample.</typeparam>
/// <typeparam name="S">A batch.</typeparam>
public class DataLoader<T, S> : IEnumerable<S>, IDisposable
{
    /// <summary>Creates a loader in the data set's order, or in a random one by <see cref="Random"/>.</summary>
    /// <param name="dataset">Where samples come from.</param>
    /// <param name="batchSize">Number of samples in a batch.</param>
    /// <param name="collate_fn">Makes a batch of samples, on a device.</param>
    /// <param name="shuffle">Whether the order is random.</param>
    /// <param name="device">Where batches go; the CPU if null.</param>
    /// <param name="seed">With a seed, each pass has the same random order; without one, an order of its own.</param>
    /// <param name="num_worker">Number of samples read at a time, on threads of the pool; at least 1.</param>
    /// <param name="drop_last">Whether to leave out a last batch that is not full.</param>
    /// <param name="disposeBatch">Whether a batch is disposed when the next one is asked for.</param>
    /// <param name="disposeDataset">Whether disposing the loader disposes the data set.</param>
    public DataLoader(
        utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false,
        Device? device = null,
        int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : this(
            dataset, batchSize, collate_fn, shuffle ? new FisherYatesShuffler(dataset.Count, seed) : new SequentialSampler(dataset.Count),
            device, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    /// <summary>Creates a loader in an order of the caller's.</summary>
    /// <param name="dataset">Where samples come from.</param>
    /// <param name="batchSize">Number of samples in a batch.</param>
    /// <param name="collate_fn">Makes a batch of samples, on a device.</param>
    /// <param name="shuffler">Numbers of samples; enumerated anew in each pass.</param>
    /// <param name="device">Where batches go; the CPU if null.</param>
    /// <param name="num_worker">Number of samples read at a time, on threads of the pool; at least 1.</param>
    /// <param name="drop_last">Whether to leave out a last batch that is not full.</param>
    /// <param name="disposeBatch">Whether a batch is disposed when the next one is asked for.</param>
    /// <param name="disposeDataset">Whether disposing the loader disposes the data set.</param>
    public DataLoader(
        utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler,
        Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(collate_fn);
        ArgumentNullException.ThrowIfNull(shuffler);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        this.dataset = dataset;
        this.collate_fn = collate_fn;
        batch_size = batchSize;
        sampler = shuffler;
        num_workers = Math.Max(num_worker, 1);
        Device = device ?? CPU;
        (this.drop_last, DisposeBatch, DisposeDataset) = (drop_last, disposeBatch, disposeDataset);
    }

    /// <summary>Where samples come from.</summary>
    public utils.data.Dataset<T> dataset { get; }

    /// <summary>Number of samples in a batch.</summary>
    public int batch_size { get; }

    /// <summary>Whether a last batch that is not full is left out.</summary>
    public bool drop_last { get; }

    /// <summary>Numbers of samples in order; enumerated anew in each pass.</summary>
    public IEnumerable<long> sampler { get; }

    /// <summary>Number of samples read at a time.</summary>
    public int num_workers { get; }

    /// <summary>Makes a batch of samples, on a device.</summary>
    public Func<IEnumerable<T>, Device, S> collate_fn { get; }

    /// <summary>Where batches go.</summary>
    public Device Device { get; }

    /// <summary>Whether a batch is disposed when the next one is asked for.</summary>
    public bool DisposeBatch { get; }

    /// <summary>Whether disposing the loader disposes the data set.</summary>
    public bool DisposeDataset { get; }

    /// <summary>Number of batches in a pass over the whole data set.</summary>
    public long Count => drop_last ? dataset.Count / batch_size : (dataset.Count + batch_size - 1) / batch_size;

    /// <summary>Whether no batch refers to a sample's tensors, so that those can be freed at once.</summary>
    internal virtual bool BatchesAreCopies => false;

    /// <summary>Starts a pass.</summary>
    public IEnumerator<S> GetEnumerator() => new BatchEnumerator<T, S>(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Disposes the data set, if the loader is to.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && DisposeDataset) dataset.Dispose();
    }
}
