using System.Collections;
using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One pass of a loader over its sampler.</summary>
internal sealed class BatchEnumerator<T, S>(DataLoader<T, S> loader) : IEnumerator<S>
{
    private readonly IEnumerator<long> _order = loader.sampler.GetEnumerator();
    private IReadOnlyList<IDisposable> _current = [];

    public S Current { get; private set; } = default!;

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        DisposeCurrent();
        var indices = NextIndices();
        if (indices.Count == 0 || (loader.drop_last && indices.Count < loader.batch_size)) return false;
        var made = new ConcurrentQueue<IDisposable>();
        T[] samples = indices.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(loader.num_workers, 512))
            .Select(index => Read(index, made)).ToArray();
        using var scope = NewDisposeScope();
        Current = loader.collate_fn(samples, loader.Device);
        var batch = scope.DisposablesView.ToList();
        scope.Detach(batch);
        if (!loader.BatchesAreCopies) batch.AddRange(made);
        else foreach (var sample in made) sample.Dispose();
        _current = batch;
        return true;
    }

    public void Reset() => throw new NotSupportedException("Ask the loader for a new enumerator.");

    public void Dispose()
    {
        DisposeCurrent();
        _order.Dispose();
    }

    // Only what the data set made for this sample is ours to free; a tensor that it keeps for itself is not.
    private T Read(long index, ConcurrentQueue<IDisposable> made)
    {
        using var scope = NewDisposeScope();
        var sample = loader.dataset.GetTensor(index);
        var tensors = scope.DisposablesView.ToList();
        scope.Detach(tensors);
        foreach (var tensor in tensors) made.Enqueue(tensor);
        return sample;
    }

    private List<long> NextIndices()
    {
        var indices = new List<long>(loader.batch_size);
        while (indices.Count < loader.batch_size && _order.MoveNext()) indices.Add(_order.Current);
        return indices;
    }

    private void DisposeCurrent()
    {
        if (loader.DisposeBatch)
            foreach (var tensor in _current) tensor.Dispose();
        _current = [];
        Current = default!;
    }
}
