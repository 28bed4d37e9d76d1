using FlorDb.Bench.Record;
using FlorDb.Bench.Record.Data;
using FlorDb.Bench.Record.Trainings;
using FlorDb.Bench.Running;
using FlorDb.Bench.Tests.Support;
using static TorchSharp.torch;

namespace FlorDb.Bench.Tests.Record;

[Collection(SharedTorch.Name)]
public sealed class TrainingTests
{
    private static readonly LabelledImages Digits = new BenchData(RepositoryFolders.Find()).Digits();

    [Fact]
    public void Perceptron_learns() => Check(() => new MnistPerceptron(Digits.Slice(0, 512), Digits.Slice(512, 50), epochs: 4), cells: 4 * (2 * 4 + 2), "shuffler");

    [Fact]
    public void ResNet_learns() => Check(() => new DigitsResNet(Digits.Slice(0, 256), Digits.Slice(256, 50), epochs: 3), cells: 3 * (3 * 4 + 1), "shuffler");

    [Fact]
    public void Fine_tuning_learns_and_leaves_the_backbone_as_it_was()
    {
        var large = new LabelledImages(Digits.Images.repeat_interleave(4, 2).slice(2, 2, 30, 1).repeat_interleave(4, 3).slice(3, 2, 30, 1), Digits.Labels);
        Check(() => new DigitsFineTuning(large.Of(0, 5, 256), large.Of(5, 5, 256), large.Of(5, 5, 50), epochs: 3), cells: 3 * (2 * 4 + 1), "shuffler");

        manual_seed(1);
        using var training = new DigitsFineTuning(large.Of(0, 5, 64), large.Of(5, 5, 64), large.Of(5, 5, 50), epochs: 1);
        var before = training.Net.state_dict().ToDictionary(item => item.Key, item => item.Value.clone());
        training.Run(new CountingRecorder());
        foreach (var (name, tensor) in training.Net.state_dict())
            Assert.Equal(name.StartsWith("backbone", StringComparison.Ordinal), tensor.bytes.SequenceEqual(before[name].bytes));
    }

    [Fact]
    public void Gpt_learns() => Check(() => new CharacterGpt(Text(), epochs: 3, steps: 4), cells: 3 * (2 * 4 + 2));

    [Fact]
    public void Bert_learns() => Check(() => new MaskedBert(Text(), epochs: 4, texts: 64), cells: 4 * (2 * 4 + 1), "shuffler");

    [Fact]
    public void Ppo_plays()
    {
        var recorder = Check(() => new CartPolePpo(iterations: 4), cells: 4 * (3 * 16 + 2), "random", "games");

        Assert.All(recorder.Logged("episodes"), episodes => Assert.True(episodes > 0));
    }

    /// <summary>Trained twice, a model comes out the same to the bit; its loss sinks, where it is one.</summary>
    private static CountingRecorder Check(Func<Training> create, long cells, params string[] registered)
    {
        var (first, recorder) = Run(create);
        var (second, _) = Run(create);

        Assert.Equal(first, second);
        Assert.Equal(cells, recorder.Cells);
        Assert.Superset(new HashSet<string>(["net", "optimizer", "scheduler", .. registered]), recorder.Registered.ToHashSet());
        double[] losses = [.. recorder.Logged("loss")];
        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
        if (!recorder.Registered.Contains("games")) Assert.True(losses[^1] < losses[0], $"The loss went from {losses[0]} to {losses[^1]}.");
        return recorder;
    }

    private static (string Fingerprint, CountingRecorder Recorder) Run(Func<Training> create)
    {
        var recorder = new CountingRecorder();
        manual_seed(3);
        using var training = create();
        string untrained = training.Fingerprint();
        training.Run(recorder);
        Assert.NotEqual(untrained, training.Fingerprint());
        return (training.Fingerprint(), recorder);
    }

    private static string Text()
    {
        string[] words = ["in", "the", "beginning", "was", "a", "void", "and", "light"];
        var random = new Random(2);
        return string.Join(' ', Enumerable.Range(0, 5000).Select(_ => words[random.Next(words.Length)]));
    }
}
