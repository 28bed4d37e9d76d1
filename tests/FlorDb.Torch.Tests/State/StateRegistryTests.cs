using FlorDb.Torch.State;
using FlorDb.Torch.Tests.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FlorDb.Torch.Tests.State;

[Collection(SharedTorch.Name)]
public sealed class StateRegistryTests
{
    private readonly StateRegistry _registry = new();

    [Fact]
    public void Object_of_an_unknown_kind_is_refused_with_what_can_be_done()
    {
        var failure = Assert.Throws<ArgumentException>(() => _registry.Add("losses", new List<double>()));

        Assert.Contains("\"losses\" is a System.Collections.Generic.List", failure.Message, StringComparison.Ordinal);
        Assert.Contains("flor.Variable", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("torch.rng")]
    [InlineData("")]
    public void Name_that_would_clash_is_refused(string name) => Assert.Throws<ArgumentException>(() => _registry.Add(name, new Random(1)));

    [Fact]
    public void Shared_and_derived_randoms_are_refused()
    {
        Assert.Throws<ArgumentException>(() => _registry.Add("random", Random.Shared));
        Assert.Throws<ArgumentException>(() => _registry.Add("random", new Loaded()));
    }

    [Fact]
    public void Scheduler_with_state_out_of_reach_is_refused()
    {
        using var net = Linear(1, 1);
        using var optimizer = optim.SGD(net.parameters(), 0.1);
        var failure = Assert.Throws<ArgumentException>(() => _registry.Add("scheduler", new Streaming(optimizer)));

        Assert.Contains("_stream", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_that_nobody_registered_is_told()
    {
        var state = new StateInMemory();
        state.Add("second/0.step", "options json", "{}"u8);
        var failure = Assert.Throws<FlorException>(() => _registry.Restore(state));

        Assert.Equal("The checkpoint holds \"second/0.step\", which the program has not registered at this point.", failure.Message);
    }

    [Fact]
    public void Name_that_is_registered_again_stands_for_the_new_object()
    {
        _registry.Add("shuffler", new FlorShuffler(3));
        var second = new FlorShuffler(4, 5);
        _registry.Add("shuffler", second);
        var state = new StateInMemory();
        _registry.Capture(state);

        Assert.Equal(["torch.rng", "shuffler"], state.Names);
        Assert.Equal("""{"Count":4,"Seed":5,"Enumerations":0}""", System.Text.Encoding.UTF8.GetString(state.ReadBytes("shuffler")));
    }

    private sealed class Loaded : Random
    {
        public override int Next() => 6;
    }

    private sealed class Streaming(optim.Optimizer optimizer) : optim.lr_scheduler.LRScheduler(optimizer)
    {
        private Stream? _stream;

        public void Open() => _stream ??= new MemoryStream();
    }
}
