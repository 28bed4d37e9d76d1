using FlorDb.Bench.Checkpoint.Shapes;
using FlorDb.Bench.Peers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FlorDb.Bench.Checkpoint;

/// <summary>A model's tensors with the two moments that Adam has of each parameter.</summary>
internal sealed class TrainingState : IDisposable
{
    public const string NetName = "net";
    public const string OptimizerName = "optimizer";

    private const double InitialDeviation = 0.02;
    private const double LearningRate = 1e-4;

    public TrainingState(ModelShape shape)
    {
        Shape = shape;
        var net = new Tensors();
        foreach (var tensor in shape.Tensors) net.Add(tensor);
        Net = net;
        Optimizer = optim.Adam(net.parameters(), LearningRate);
        var moments = Optimizer.state_dict().State.Cast<Adam.State>().GetEnumerator();
        Pieces = [.. shape.Tensors.Select(tensor => Pair(tensor, moments))];
    }

    public ModelShape Shape { get; }

    public nn.Module Net { get; }

    public Adam Optimizer { get; }

    /// <summary>The tensors in the order of the shape.</summary>
    public IReadOnlyList<StatePiece> Pieces { get; }

    public long Bytes => Pieces.SelectMany(piece => piece.Tensors).Sum(tensor => (long)tensor.bytes.Length);

    /// <summary>The checksum of each tensor, under the name that a checkpoint gives it.</summary>
    public Dictionary<string, uint> Checksums()
    {
        var sums = new Dictionary<string, uint>();
        int parameter = 0;
        foreach (var piece in Pieces)
        {
            sums.Add($"{NetName}/{Tensors.NameOf(piece.Shape)}", RawMachine.Checksum(piece.Value.bytes));
            if (piece.Moments is not { } moments) continue;
            sums.Add($"{OptimizerName}/{parameter}.{nameof(moments.exp_avg)}", RawMachine.Checksum(moments.exp_avg.bytes));
            sums.Add($"{OptimizerName}/{parameter}.{nameof(moments.exp_avg_sq)}", RawMachine.Checksum(moments.exp_avg_sq.bytes));
            parameter++;
        }

        return sums;
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Net.Dispose();
    }

    private StatePiece Pair(TensorShape tensor, IEnumerator<Adam.State> moments)
    {
        string name = Tensors.NameOf(tensor);
        if (tensor.Role != TensorRole.Parameter) return new StatePiece(tensor, Net.get_buffer(name)!, null);
        moments.MoveNext();
        return new StatePiece(tensor, Net.get_parameter(name)!, moments.Current);
    }

    private sealed class Tensors() : nn.Module(NetName)
    {
        /// <summary>A module's own tensors have no dots in their names.</summary>
        public static string NameOf(TensorShape tensor) => tensor.Name.Replace('.', '_');

        public void Add(TensorShape tensor)
        {
            var value = empty(tensor.Sizes).normal_(0, InitialDeviation);
            if (tensor.Role == TensorRole.Parameter) register_parameter(NameOf(tensor), nn.Parameter(value));
            else register_buffer(NameOf(tensor), value);
        }
    }
}

/// <summary>One tensor of a model, and what Adam remembers of it.</summary>
internal sealed record StatePiece(TensorShape Shape, Tensor Value, Adam.State? Moments)
{
    public IEnumerable<Tensor> Tensors => Moments is null ? [Value] : [Value, Moments.exp_avg, Moments.exp_avg_sq];
}
