using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

[Collection(ProcessState.Name)]
public sealed class RandomTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Same_seed_gives_the_same_numbers()
    {
        manual_seed(42);
        var first = randn(100);
        manual_seed(42);
        Assert.True(randn(100).Equals(first));
        Assert.Equal(42, initial_seed());
        Assert.False(randn(100).Equals(first));
    }

    [Fact]
    public void Restored_state_goes_on_where_it_was()
    {
        manual_seed(7);
        rand(3);
        var state = get_rng_state();
        var expected = (randn(5), randperm(10), randint(100, 5), zeros(4).uniform_(0, 1));
        set_rng_state(state);
        Assert.True(randn(5).Equals(expected.Item1));
        Assert.True(randperm(10).Equals(expected.Item2));
        Assert.True(randint(100, 5).Equals(expected.Item3));
        Assert.True(zeros(4).uniform_(0, 1).Equals(expected.Item4));
    }

    [Fact]
    public void State_is_bytes_of_its_own()
    {
        var state = get_rng_state();
        Assert.Equal(uint8, state.dtype);
        var copy = state.clone();
        rand(1000);
        Assert.True(state.Equals(copy));
        Assert.False(get_rng_state().Equals(copy));
    }

    [Fact]
    public void Own_generator_leaves_the_default_one_alone()
    {
        manual_seed(1);
        var before = get_rng_state();
        using var generator = new Generator(5);
        var first = randn(3, generator: generator);
        Assert.True(get_rng_state().Equals(before));
        Assert.True(randn(3, generator: new Generator(5)).Equals(first));
        Assert.Equal(5, generator.initial_seed());
    }

    [Fact]
    public void Generators_state_can_be_restored()
    {
        using var generator = new Generator();
        generator.manual_seed(3);
        var state = generator.get_state();
        var expected = rand(4, generator: generator);
        generator.set_state(state);
        Assert.True(rand(4, generator: generator).Equals(expected));
        Assert.Throws<ExternalException>(() => generator.set_state(zeros(3)));
    }

    [Fact]
    public void Default_generator_wraps_the_process_one()
    {
        using var generator = Generator.Default;
        generator.manual_seed(99);
        Assert.Equal(99, initial_seed());
        Assert.Equal(seed(), generator.initial_seed());
    }

    [Fact]
    public void Draws_stay_in_their_ranges()
    {
        Assert.True((rand(1000) < 1).all().item<bool>());
        var whole = randint(3, 7, new long[] { 1000 });
        Assert.Equal((3L, 6L), (whole.min().item<long>(), whole.max().item<long>()));
        Assert.True(randperm(50).sort().Values.Equals(arange(50)));
        Assert.InRange(randint_int(5, 8), 5, 7);
        Assert.InRange(multinomial(tensor(new[] { 0f, 1f, 1f }), 1).item<long>(), 1, 2);
        Numbers.Are(bernoulli(tensor(new[] { 0f, 1f })), 0f, 1);
    }

    [Fact]
    public void Normal_draws_have_their_mean_and_deviation()
    {
        manual_seed(0);
        var drawn = normal(3, 2, [100_000], float64);
        Assert.InRange(drawn.mean().item<double>(), 2.97, 3.03);
        Assert.InRange(drawn.std().item<double>(), 1.97, 2.03);
    }

    [Fact]
    public void Default_dtype_decides_what_factories_make()
    {
        try
        {
            set_default_dtype(float64);
            Assert.Equal(float64, zeros(1).dtype);
            Assert.Throws<ArgumentException>(() => set_default_dtype(int32));
        }
        finally
        {
            set_default_dtype(float32);
        }
    }
}
