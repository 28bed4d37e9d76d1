using TorchSharp.Lite.Tests.NN;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Lite.Tests.Data;

public sealed class DataLoaderTests
{
    [Fact]
    public void Batches_come_in_order_and_the_last_one_may_be_short()
    {
        using var loader = DataLoader(new Squares(7), 3);
        var seen = loader.Select(batch => Numbers.Of(batch["x"])).ToList();
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], seen);
        Assert.Equal(3, loader.Count);
    }

    [Fact]
    public void Drop_last_leaves_the_short_batch_out()
    {
        using var loader = DataLoader(new Squares(7), 3, drop_last: true);
        Assert.Equal(2, loader.Count);
        Assert.Equal([0, 1, 2, 3, 4, 5], Pass(loader));
    }

    [Fact]
    public void Samples_are_stacked_by_name()
    {
        using var loader = DataLoader(new Squares(4), 2);
        var stacked = loader.Select(batch => string.Join(", ", batch.Keys.Order()) + ": " + string.Join(", ", Numbers.Of(batch["y"])));
        Assert.Equal(["x, y: 0, 1", "x, y: 4, 9"], stacked);
    }

    [Fact]
    public void Several_workers_keep_the_order()
    {
        using var loader = DataLoader(new Squares(64), 16, num_worker: 4);
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (double)i), loader.SelectMany(batch => Numbers.Of(batch["x"])));
    }

    [Fact]
    public void A_seed_gives_each_pass_the_same_shuffled_order()
    {
        using var loader = DataLoader(new Squares(20), 6, shuffle: true, seed: 3);
        var first = Pass(loader);
        Assert.Equal(first, Pass(loader));
        Assert.Equal(new FisherYatesShuffler(20, 3).Select(i => (double)i), first);
        Assert.NotEqual(first.Order(), first);
    }

    [Fact]
    public void A_shuffler_is_enumerated_anew_in_each_pass()
    {
        var passes = 0;
        IEnumerable<long> Order()
        {
            passes++;
            return passes == 1 ? [2, 0] : [1, 2];
        }
        using var loader = DataLoader(new Squares(3), 2, new Lazily(Order));
        Assert.Equal([2, 0], Pass(loader));
        Assert.Equal([1, 2], Pass(loader));
    }

    [Fact]
    public void The_previous_batch_is_disposed_when_the_next_is_asked_for()
    {
        using var loader = DataLoader(new Squares(4), 2);
        Tensor? previous = null;
        foreach (var batch in loader)
        {
            Assert.NotEqual(false, previous?.IsInvalid);
            previous = batch["x"];
            Assert.False(previous.IsInvalid);
        }
        Assert.True(previous!.IsInvalid);
    }

    [Fact]
    public void Batches_outlive_the_pass_if_the_caller_wants()
    {
        using var loader = DataLoader(new Squares(4), 2, disposeBatch: false);
        var batches = loader.ToList();
        Numbers.Equal([0, 1], batches[0]["x"]);
        foreach (var tensor in batches.SelectMany(batch => batch.Values)) tensor.Dispose();
    }

    [Fact]
    public void Batches_belong_to_no_scope_and_are_freed_when_the_pass_is_left()
    {
        using var loader = DataLoader(new Squares(4), 2);
        Tensor? kept = null;
        using (var scope = NewDisposeScope())
            foreach (var batch in loader)
            {
                kept = batch["x"];
                Assert.False(scope.Contains(kept));
                break;
            }
        Assert.True(kept!.IsInvalid);
    }

    [Fact]
    public void Tensors_that_a_data_set_keeps_are_not_disposed()
    {
        using var data = new Cached();
        using var loader = DataLoader(data, 2, disposeDataset: false);
        Assert.Equal([1, 1], Pass(loader));
        Assert.Equal([1, 1], Pass(loader));
    }

    [Fact]
    public void Disposing_the_loader_disposes_the_data_set_unless_told_otherwise()
    {
        var first = new Squares(1);
        DataLoader(first, 1).Dispose();
        Assert.True(first.Disposed);
        var second = new Squares(1);
        new DataLoader(second, 1, disposeDataset: false).Dispose();
        Assert.False(second.Disposed);
    }

    [Fact]
    public void Tensor_data_sets_give_slices_by_position()
    {
        using var inputs = arange(6, ScalarType.Float32).reshape(3, 2);
        using var labels = arange(3);
        using var loader = DataLoader(TensorDataset(inputs, labels), 2);
        var batches = new List<(double[], double[])>();
        foreach (var batch in loader) batches.Add((Numbers.Of(batch[0]), Numbers.Of(batch[1])));
        Assert.Equal([0, 1, 2, 3], batches[0].Item1);
        Assert.Equal([2], batches[1].Item2);
        Assert.Throws<ArgumentException>(() => TensorDataset(inputs, ones(2)));
        Assert.Throws<ArgumentException>(() => TensorDataset());
    }

    [Fact]
    public void Tensor_data_sets_leave_the_callers_tensors_alone()
    {
        using var inputs = ones(3, 2);
        TensorDataset(inputs).Dispose();
        Assert.False(inputs.IsInvalid);
    }

    private static List<double> Pass(DataLoader loader) => loader.SelectMany(batch => Numbers.Of(batch["x"])).ToList();

    private sealed class Squares(long count) : Dataset
    {
        public bool Disposed { get; private set; }

        public override long Count => count;

        public override Dictionary<string, Tensor> GetTensor(long index) =>
            new() { ["x"] = tensor((double)index), ["y"] = tensor((double)index * index) };

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class Cached : Dataset
    {
        private readonly Dictionary<string, Tensor> _sample = new() { ["x"] = ones(1) };

        public override long Count => 2;

        public override Dictionary<string, Tensor> GetTensor(long index) => _sample;
    }

    private sealed class Lazily(Func<IEnumerable<long>> order) : IEnumerable<long>
    {
        public IEnumerator<long> GetEnumerator() => order().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
