using TorchSharp.Lite.Tests.NN;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Lite.Tests.Distributions;

public sealed class DistributionTests
{
    [Fact]
    public void Normal_has_the_density_entropy_and_quantiles_of_the_textbook()
    {
        using var normal = Normal(1.0, 2.0);
        Numbers.Equal([-Math.Log(2 * Math.Sqrt(2 * Math.PI)) - 0.5 * 1.5 * 1.5], normal.log_prob(tensor(4.0)), 1e-12);
        Numbers.Equal([0.5 * Math.Log(2 * Math.PI * Math.E * 4)], normal.entropy(), 1e-12);
        Numbers.Equal([0.8413447460685429], normal.cdf(tensor(3.0)), 1e-12);
        Numbers.Equal([3], normal.icdf(tensor(0.8413447460685429)), 1e-9);
        Assert.Equal((1, 2, 4), (normal.mean.ToDouble(), normal.stddev.ToDouble(), normal.variance.ToDouble()));
    }

    [Fact]
    public void Uniform_has_a_flat_density_between_its_bounds()
    {
        using var uniform = Uniform(tensor(new[] { 0.0, 1.0 }), tensor(new[] { 2.0, 5.0 }));
        Assert.Equal([-Math.Log(2), double.NegativeInfinity], Numbers.Of(uniform.log_prob(tensor(new[] { 0.0, 5.0 }))));
        Numbers.Equal([Math.Log(2), Math.Log(4)], uniform.entropy(), 1e-12);
        Numbers.Equal([0.5, 0], uniform.cdf(tensor(new[] { 1.0, -1.0 })), 1e-12);
        Numbers.Equal([1, 3], uniform.mean, 1e-12);
        Numbers.Equal([4.0 / 12, 16.0 / 12], uniform.variance, 1e-12);
    }

    [Fact]
    public void Bernoulli_from_probabilities_and_from_log_odds_agree()
    {
        using var byProbability = Bernoulli(tensor(new[] { 0.2, 0.7 }));
        using var byLogits = Bernoulli(logits: tensor(new[] { Math.Log(0.25), Math.Log(7.0 / 3) }));
        using var value = tensor(new[] { 1.0, 0.0 });
        Numbers.Equal([Math.Log(0.2), Math.Log(0.3)], byProbability.log_prob(value), 1e-12);
        Numbers.Equal([Math.Log(0.2), Math.Log(0.3)], byLogits.log_prob(value), 1e-12);
        double Entropy(double p) => -p * Math.Log(p) - (1 - p) * Math.Log(1 - p);
        Numbers.Equal([Entropy(0.2), Entropy(0.7)], byProbability.entropy(), 1e-12);
        Numbers.Equal([0.16, 0.21], byLogits.variance, 1e-12);
        Numbers.Equal([0, 1], byProbability.mode);
        Numbers.Equal([0, 0, 1, 1], byProbability.enumerate_support());
    }

    [Fact]
    public void Categorical_normalises_weights()
    {
        using var byWeights = Categorical(tensor(new[] { 1.0, 2, 5, 3, 3, 2 }).reshape(2, 3));
        using var byLogits = Categorical(logits: tensor(new[] { 1.0, 2, 5, 3, 3, 2 }).reshape(2, 3).log());
        using var value = tensor(new long[] { 2, 0 });
        double[] expected = [Math.Log(5.0 / 8), Math.Log(3.0 / 8)];
        Numbers.Equal(expected, byWeights.log_prob(value), 1e-12);
        Numbers.Equal(expected, byLogits.log_prob(value), 1e-12);
        double Entropy(params double[] p) => -p.Sum(x => x * Math.Log(x));
        Numbers.Equal([Entropy(0.125, 0.25, 0.625), Entropy(0.375, 0.375, 0.25)], byLogits.entropy(), 1e-12);
        Numbers.Equal([Math.Exp(Entropy(0.125, 0.25, 0.625)), Math.Exp(Entropy(0.375, 0.375, 0.25))], byWeights.perplexity(), 1e-12);
        Assert.Equal([2L, 3], byWeights.param_shape);
        Assert.Equal([3L, 2], byWeights.enumerate_support().shape);
    }

    [Fact]
    public void Sample_shapes_put_the_asked_shape_first()
    {
        using var normal = Normal(zeros(2, 1), ones(3));
        Assert.Equal([4L, 5, 2, 3], normal.sample(4, 5).shape);
        Assert.Equal([2L, 3], normal.rsample().shape);
        Assert.Equal([7L, 2, 3], normal.sample(new Size(7)).shape);
        using var categorical = Categorical(ones(2, 3));
        Assert.Equal([4L, 2], categorical.sample(4).shape);
        Assert.Equal([6L, 2], categorical.expand(new long[] { 6, 2 }).sample().shape);
        Assert.Equal([4L, 2, 3], normal.expand(new long[] { 4, 2, 3 }).sample().shape);
    }

    [Fact]
    public void Gradients_flow_through_rsample_and_not_through_sample()
    {
        using var loc = tensor(new[] { 1.0 }, requires_grad: true);
        using var normal = Normal(loc, ones(1, ScalarType.Float64));
        Assert.False(normal.sample().requires_grad);
        normal.rsample(5).sum().backward();
        Numbers.Equal([5], loc.grad!);
    }

    [Fact]
    public void Log_prob_is_differentiable_by_the_parameters()
    {
        using var logits = Numbers.Some(1, 2, 3);
        using var value = tensor(new long[] { 2, 0 });
        GradientCheck.Run(() => Categorical(logits: logits).log_prob(value), logits);
    }

    [Fact]
    public void Exactly_one_of_probabilities_and_log_odds_is_needed()
    {
        Assert.Throws<ArgumentException>(() => Bernoulli());
        Assert.Throws<ArgumentException>(() => Categorical(ones(2), ones(2)));
        Assert.Throws<ArgumentException>(() => Categorical(tensor(1.0)));
        using var bernoulli = Bernoulli(ones(1));
        Assert.Throws<NotSupportedException>(() => bernoulli.cdf(ones(1)));
    }

    [Fact]
    public void A_generator_of_its_own_makes_samples_repeatable()
    {
        Tensor Draw()
        {
            using var generator = new Generator(5);
            using var categorical = Categorical(10, generator);
            return categorical.sample(20);
        }
        Numbers.Equal(Draw(), Draw());
    }

    [Fact]
    public void Samples_have_the_frequencies_of_their_distribution()
    {
        using var generator = new Generator(1);
        using var categorical = new Categorical(tensor(new[] { 0.2, 0.8 }), generator: generator);
        Assert.InRange(categorical.sample(10_000).sum().ToInt64(), 8_000 - 240, 8_000 + 240);
        using var uniform = new Uniform(tensor(2.0), tensor(4.0), generator);
        Assert.InRange(uniform.sample(10_000).mean().ToDouble(), 2.96, 3.04);
        using var bernoulli = new Bernoulli(tensor(0.3), generator: generator);
        Assert.InRange(bernoulli.sample(10_000).sum().ToDouble(), 3_000 - 276, 3_000 + 276);
        using var normal = new Normal(tensor(5.0), tensor(2.0), generator);
        Assert.InRange(normal.sample(10_000).std().ToDouble(), 1.9, 2.1);
    }

    [Fact]
    public void Dispose_leaves_the_callers_tensors_alone()
    {
        using var loc = ones(2);
        using var scale = ones(2);
        Normal(loc, scale).Dispose();
        Assert.False(loc.IsInvalid || scale.IsInvalid);
    }
}
