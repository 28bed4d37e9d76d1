// A character-level GPT that bench/run.sh replay records in several versions. It is no part of the solution.
using FlorDb.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

using var flor = Flor.Start(args);
var width = flor.Arg("width", 64);
var lr = flor.Arg("lr", 0.001);
var epochs = flor.Arg("epochs", 8);
var steps = flor.Arg("steps", 40);
const int context = 48;
const int batchSize = 8;
manual_seed(flor.Arg("seed", 3));

var text = File.ReadAllText("data/text.txt");
char[] alphabet = [.. text.Distinct().Order()];
var numbers = alphabet.Index().ToDictionary(item => item.Item, item => (long)item.Index);
var all = tensor(text.Select(character => numbers[character]).ToArray());
var tested = all.shape[0] / 10;
var train = all.narrow(0, 0, all.shape[0] - tested);
var test = all.narrow(0, all.shape[0] - tested, tested);

using var net = new Gpt(alphabet.Length, width, context);
using var optimizer = optim.AdamW(net.parameters(), lr, beta2: 0.99, weight_decay: 0.1);
flor.Checkpoints(("net", net), ("optimizer", optimizer));

foreach (var epoch in flor.Loop("epoch", epochs))
{
    net.train();
    foreach (var step in flor.Loop("step", steps))
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = Loss(net, train, randint(train.shape[0] - context - 1, [batchSize, 1]));
        loss.backward();
        optimizer.step();
        flor.Log("loss", loss.item<float>());
    }

    flor.Log("test_loss", Validate(net, test));
}

static double Validate(Gpt net, Tensor text)
{
    using var gradients = no_grad();
    using var scope = NewDisposeScope();
    net.eval();
    var starts = linspace(0, text.shape[0] - context - 2, 4 * batchSize).to_type(ScalarType.Int64).reshape(4, batchSize, 1);
    return Enumerable.Range(0, 4).Average(batch => Loss(net, text, starts[batch]).item<float>());
}

static Tensor Loss(Gpt net, Tensor text, Tensor starts)
{
    var places = starts.add(arange(context)).flatten();
    var scores = net.call(text.index_select(0, places).reshape(-1, context));
    return cross_entropy(scores.flatten(0, 1), text.index_select(0, places.add(1)));
}

internal sealed class Gpt : Module<Tensor, Tensor>
{
    private readonly Embedding _tokens;
    private readonly Embedding _positions;
    private readonly TransformerEncoder _layers;
    private readonly Tensor _mask;

    public Gpt(long vocabulary, long width, long context)
        : base(nameof(Gpt))
    {
        _tokens = Embedding(vocabulary, width);
        _positions = Embedding(context, width);
        _layers = TransformerEncoder(TransformerEncoderLayer(width, 4, 4 * width, 0.1, nn.Activations.GELU), 2);
        _mask = full(context, context, double.NegativeInfinity).triu(1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var embedded = _tokens.call(tokens).add(_positions.weight!);
        return linear(_layers.call(embedded.transpose(0, 1), _mask).transpose(0, 1), _tokens.weight!);
    }
}
