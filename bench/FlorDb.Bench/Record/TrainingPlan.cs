using FlorDb.Bench.Record.Data;
using FlorDb.Bench.Record.Trainings;

namespace FlorDb.Bench.Record;

/// <summary>A training that is measured, and how it is made in the size that is wanted: the second one shows only that everything works.</summary>
internal sealed record TrainingPlan(string Name, Func<BenchData, bool, Training> Create)
{
    private const long DigitsForTraining = 1500;
    private const long DigitsForTests = 297;
    private const int LargestText = 20_000;

    public static IReadOnlyList<TrainingPlan> All { get; } =
    [
        new("perceptron", (data, isQuick) => new MnistPerceptron(
            Part(data.Mnist(), isQuick, 2_000), Part(data.MnistTest(), isQuick, 500), epochs: isQuick ? 2 : 5)),
        new("resnet", (data, isQuick) => MakeResNet(data.Digits(), isQuick)),
        new("gpt", (data, isQuick) => new CharacterGpt(Part(data.Text(), isQuick), epochs: isQuick ? 2 : 8, steps: isQuick ? 3 : 20)),
        new("bert", (data, isQuick) => new MaskedBert(Part(data.Text(), isQuick), epochs: isQuick ? 2 : 8, texts: isQuick ? 32 : 320)),
        new("ppo", (_, isQuick) => new CartPolePpo(iterations: isQuick ? 5 : 300)),
        new("fine-tuning", (data, isQuick) => MakeFineTuning(data, isQuick)),
    ];

    public static TrainingPlan Of(string name) => All.First(plan => plan.Name == name);

    private static LabelledImages Part(LabelledImages all, bool isQuick, long quick) => isQuick ? all.Slice(0, quick) : all;

    private static string Part(string text, bool isQuick) => isQuick ? text[..Math.Min(text.Length, LargestText)] : text;

    private static DigitsResNet MakeResNet(LabelledImages digits, bool isQuick)
    {
        long train = isQuick ? 200 : DigitsForTraining;
        return new(digits.Slice(0, train), digits.Slice(train, isQuick ? 100 : DigitsForTests), epochs: isQuick ? 2 : 25);
    }

    private static DigitsFineTuning MakeFineTuning(BenchData data, bool isQuick)
    {
        var (train, test) = (data.Mnist(), data.MnistTest());
        return new(train.Of(0, 5, isQuick ? 640 : 6_400), train.Of(5, 5, isQuick ? 640 : 5_000), test.Of(5, 5, isQuick ? 200 : 2_000), epochs: isQuick ? 2 : 8);
    }
}
