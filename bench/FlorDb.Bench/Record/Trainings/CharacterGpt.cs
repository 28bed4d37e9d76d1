using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>A GPT learns to go on with a text, character by character.</summary>
internal sealed class CharacterGpt : Training
{
    private const int BatchSize = 8;
    private const int Context = 64;
    private const int ValidationBatches = 4;
    private const double TestedPart = 0.1;

    private readonly LanguageModel _net;
    private readonly Tensor _train;
    private readonly Tensor _test;
    private readonly int _epochs;
    private readonly int _steps;

    public CharacterGpt(string text, int epochs, int steps)
    {
        (_epochs, _steps) = (epochs, steps);
        char[] alphabet = [.. text.Distinct().Order()];
        var numbers = alphabet.Index().ToDictionary(item => item.Item, item => (long)item.Index);
        var all = tensor(text.Select(character => numbers[character]).ToArray());
        long tested = (long)(all.shape[0] * TestedPart);
        _train = all.narrow(0, 0, all.shape[0] - tested);
        _test = all.narrow(0, all.shape[0] - tested, tested);
        _net = new LanguageModel(new(alphabet.Length, Width: 128, Heads: 4, Layers: 4, Context, IsCausal: true));
    }

    public override Module Net => _net;

    public override void Run(IRecorder flor)
    {
        using var optimizer = optim.AdamW(_net.parameters(), 1e-3, beta2: 0.99, weight_decay: 0.1);
        var scheduler = optim.lr_scheduler.LambdaLR(optimizer, step => Math.Min((step + 1) / (double)_steps, 1));
        flor.Checkpoints((NetName, _net), ("optimizer", optimizer), ("scheduler", scheduler));
        foreach (int epoch in flor.Loop("epoch", Enumerable.Range(0, _epochs)))
        {
            _net.train();
            foreach (int step in flor.Loop("step", Enumerable.Range(0, _steps)))
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var loss = Loss(_train, randint(_train.shape[0] - Context, [BatchSize, 1]));
                loss.backward();
                flor.Log("gradient_norm", nn.utils.clip_grad_norm_(_net.parameters(), 1));
                optimizer.step();
                scheduler.step();
                flor.Log("loss", loss.item<float>());
            }

            double tested = Validate();
            flor.Log("test_loss", tested);
            flor.Log("perplexity", Math.Exp(tested));
        }
    }

    private double Validate()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        _net.eval();
        var starts = linspace(0, _test.shape[0] - Context - 1, ValidationBatches * BatchSize).to_type(ScalarType.Int64).reshape(ValidationBatches, BatchSize, 1);
        return Enumerable.Range(0, ValidationBatches).Average(batch => Loss(_test, starts[batch]).item<float>());
    }

    private Tensor Loss(Tensor text, Tensor starts)
    {
        var places = starts.add(arange(Context)).flatten();
        var scores = _net.Scores(_net.call(text.index_select(0, places).reshape(-1, Context)));
        return cross_entropy(scores.flatten(0, 1), text.index_select(0, places.add(1)));
    }
}
