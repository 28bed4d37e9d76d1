using System.Text.RegularExpressions;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static TorchSharp.torch.utils.data;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>
/// A BERT learns to find out which words of a text were hidden. Of 15 % of the words, 80 % are masked, 10 % exchanged and 10 % kept
/// (Devlin and others, "BERT", NAACL 2019).
/// </summary>
internal sealed partial class MaskedBert : Training
{
    private const int BatchSize = 16;
    private const int Context = 64;
    private const int LargestVocabulary = 8000;
    private const long Unknown = 0;
    private const long Mask = 1;

    private readonly LanguageModel _net;
    private readonly Tensor _texts;
    private readonly long _vocabulary;
    private readonly int _epochs;

    public MaskedBert(string text, int epochs, int texts)
    {
        _epochs = epochs;
        string[] words = [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];
        var numbers = words.CountBy(word => word).OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal)
            .Take(LargestVocabulary).Select((word, rank) => (word.Key, Number: rank + Mask + 1)).ToDictionary(word => word.Key, word => word.Number);
        _vocabulary = numbers.Count + Mask + 1;
        _texts = tensor(words.Take(texts * Context).Select(word => numbers.GetValueOrDefault(word, Unknown)).ToArray()).reshape(-1, Context);
        _net = new LanguageModel(new(_vocabulary, Width: 128, Heads: 4, Layers: 2, Context, IsCausal: false));
    }

    public override Module Net => _net;

    public override void Run(IRecorder flor)
    {
        using var loader = DataLoader(TensorDataset(_texts), BatchSize, flor.Shuffler(_texts.shape[0]));
        using var optimizer = optim.AdamW(_net.parameters(), 5e-4, weight_decay: 0.01);
        var scheduler = optim.lr_scheduler.LinearLR(optimizer, 0.1, 1, total_iters: (int)loader.Count);
        flor.Checkpoints((NetName, _net), ("optimizer", optimizer), ("scheduler", scheduler));
        foreach (int epoch in flor.Loop("epoch", Enumerable.Range(0, _epochs)))
        {
            _net.train();
            double sum = 0;
            foreach (var batch in flor.Loop("step", loader))
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var (masked, hidden) = Hide(batch[0]);
                var scores = _net.Scores(_net.call(masked)[hidden]);
                var right = batch[0][hidden];
                var loss = cross_entropy(scores, right);
                loss.backward();
                optimizer.step();
                scheduler.step();
                sum += loss.item<float>();
                flor.Log("loss", loss.item<float>());
                flor.Log("accuracy", Classification.Accuracy(scores, right));
            }

            flor.Log("mean_loss", sum / loader.Count);
        }
    }

    private (Tensor Masked, Tensor Hidden) Hide(Tensor texts)
    {
        var hidden = rand(texts.shape).lt(0.15);
        hidden[0, 0] = true;
        var fate = rand(texts.shape);
        var masked = texts.masked_fill(hidden.logical_and(fate.lt(0.8)), Mask);
        var exchanged = hidden.logical_and(fate.ge(0.8)).logical_and(fate.lt(0.9));
        return (where(exchanged, randint(Mask + 1, _vocabulary, texts.shape), masked), hidden);
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
