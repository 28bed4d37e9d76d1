using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>
/// A transformer over tokens whose output layer is its embedding (Vaswani and others, "Attention Is All You Need", NeurIPS 2017): with a mask that
/// hides what comes later, it is a GPT (Radford and others, 2018), without it a BERT (Devlin and others, 2019).
/// </summary>
internal sealed class LanguageModel : Module<Tensor, Tensor>
{
    private const double InitialDeviation = 0.02;

    private readonly Embedding _tokens;
    private readonly Embedding _positions;
    private readonly LayerNorm _norm;
    private readonly TransformerEncoder _layers;
    private readonly Tensor _mask;

    public LanguageModel(LanguageModelShape shape)
        : base(nameof(LanguageModel))
    {
        _tokens = Embedding(shape.Vocabulary, shape.Width);
        _positions = Embedding(shape.Context, shape.Width);
        _norm = LayerNorm(shape.Width);
        _layers = TransformerEncoder(TransformerEncoderLayer(shape.Width, shape.Heads, 4 * shape.Width, 0.1, nn.Activations.GELU), shape.Layers);
        _mask = shape.IsCausal ? full(shape.Context, shape.Context, double.NegativeInfinity).triu(1) : zeros(shape.Context, shape.Context);
        RegisterComponents();
        using var gradients = no_grad();
        _tokens.weight!.normal_(0, InitialDeviation);
        _positions.weight!.normal_(0, InitialDeviation);
    }

    /// <summary>What the model makes of each token of some texts: (texts, length) in, (texts, length, width) out.</summary>
    public override Tensor forward(Tensor tokens)
    {
        var embedded = _norm.call(_tokens.call(tokens).add(_positions.weight!));
        return _layers.call(embedded.transpose(0, 1), _mask).transpose(0, 1);
    }

    /// <summary>A score for each token of the vocabulary.</summary>
    public Tensor Scores(Tensor features) => linear(features, _tokens.weight!);
}

/// <summary>The sizes of a language model.</summary>
internal sealed record LanguageModelShape(long Vocabulary, long Width, long Heads, long Layers, long Context, bool IsCausal);
