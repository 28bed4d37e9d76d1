using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Tensors;

/// <summary>
/// A subscript applied to a tensor, in NumPy's meaning as PyTorch has it: first the basic indices give a view, then
/// what tensors and truth values pick is gathered from that view.
/// </summary>
internal ref struct Subscript : IDisposable
{
    private readonly Tensor _source;
    private readonly List<Tensor> _intermediates = [];
    private readonly List<Tensor?> _picked = [];
    private Tensor _view;
    private int _dimension;

    // A mask stands for as many dimensions as it has, but is one entry in libtorch's list.
    private int _surplusOfMasks;

    public Subscript(Tensor source, ReadOnlySpan<TensorIndex> indices)
    {
        _source = source;
        _view = source;
        var dimensions = (int)source.ndim;
        var given = 0;
        foreach (var index in indices) given += DimensionsOf(index);
        if (given > dimensions)
            throw new ArgumentException($"Too many indices: {given} were given for a tensor of {dimensions} dimensions.", nameof(indices));
        foreach (var index in indices) Apply(index, dimensions - given);
    }

    /// <summary>What the subscript denotes: a view if all indices are basic ones, else a copy.</summary>
    public readonly Tensor Read() => HasPicks ? Aten.Call("index.Tensor", _view, Picks()) : Detached();

    /// <summary>Writes to what the subscript denotes.</summary>
    public readonly void Write(Tensor value, bool accumulate = false)
    {
        if (HasPicks) _view.index_put_(value, [.. _picked!], accumulate);
        else if (accumulate) _view.add_(value);
        else _view.copy_(Fitted(value));
    }

    public readonly void Dispose()
    {
        foreach (var tensor in _intermediates) tensor.Dispose();
    }

    private readonly bool HasPicks => _picked.Exists(picked => picked is not null);

    private static int DimensionsOf(TensorIndex index) => index.Kind switch
    {
        IndexKind.Slice or IndexKind.Single => 1,
        IndexKind.Tensor when index.TensorValue!.dtype is ScalarType.Bool or ScalarType.Byte => (int)index.TensorValue.ndim,
        IndexKind.Tensor => 1,
        _ => 0,
    };

    private void Apply(TensorIndex index, int unnamed)
    {
        switch (index.Kind)
        {
            case IndexKind.Ellipsis: _dimension += unnamed; break;
            case IndexKind.None: View(Aten.Call("unsqueeze", _view, (long)_dimension)); _dimension++; break;
            case IndexKind.Single: View(Aten.Call("select.int", _view, (long)_dimension, index.Start)); break;
            case IndexKind.Slice: Slice(index); break;
            case IndexKind.Bool:
                View(Aten.Call("unsqueeze", _view, (long)_dimension));
                Pick(Own(tensor(index.Start != 0, device: _view.device).unsqueeze(0)), 1);
                break;
            case IndexKind.Tensor: Pick(index.TensorValue!, DimensionsOf(index)); break;
            default: throw new InvalidOperationException($"{index.Kind} is no kind of index.");
        }
    }

    private void Slice(TensorIndex index)
    {
        if (index is not { Start: null, Stop: null, Step: null })
            View(Aten.Call("slice.Tensor", _view, (long)_dimension, index.Start, index.Stop, index.Step ?? 1));
        _dimension++;
    }

    private void Pick(Tensor index, int dimensions)
    {
        while (_picked.Count < _dimension - _surplusOfMasks) _picked.Add(null);
        _picked.Add(index);
        _dimension += dimensions;
        _surplusOfMasks += dimensions - 1;
    }

    private void View(Tensor view) => _view = Own(view);

    private readonly Tensor Own(Tensor tensor)
    {
        _intermediates.Add(tensor);
        return tensor;
    }

    private readonly Argument Picks() => Argument.Optional([.. _picked]);

    private readonly Tensor Detached()
    {
        if (ReferenceEquals(_view, _source)) return _source.alias();
        _intermediates.Remove(_view);
        return _view;
    }

    /// <summary>Leading dimensions of length one are dropped where the target has fewer, as in NumPy.</summary>
    private readonly Tensor Fitted(Tensor value)
    {
        var surplus = (int)(value.ndim - _view.ndim);
        var lengths = value.shape;
        return surplus > 0 && lengths.AsSpan(0, surplus).IndexOfAnyExcept(1) < 0
            ? Own(value.reshape(lengths[surplus..]))
            : value;
    }
}
