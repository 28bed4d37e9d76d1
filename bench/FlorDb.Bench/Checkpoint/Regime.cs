using FlorDb.Bench.Checkpoint.Shapes;
using static TorchSharp.torch;

namespace FlorDb.Bench.Checkpoint;

/// <summary>What a training changes between two checkpoints.</summary>
internal abstract class Regime
{
    public static IReadOnlyList<Regime> All { get; } = [new Everything(), new Head(), new Rows()];

    public abstract string Name { get; }

    /// <summary>Changes the state; tells which of its bytes.</summary>
    public abstract IReadOnlyList<Region> Change(TrainingState state);

    /// <summary>A step of Adam for some tensors, one after the other, so that few gradients are in memory. They differ in size from row to row, as real ones do.</summary>
    private static List<Region> Train(TrainingState state, Func<StatePiece, bool> isTrained)
    {
        const double Size = 1e-3;
        foreach (var piece in state.Pieces.Where(piece => piece.Shape.Role == TensorRole.Parameter && isTrained(piece)))
        {
            using var scope = NewDisposeScope();
            long[] rows = [piece.Shape.Sizes[0], .. Enumerable.Repeat(1L, piece.Shape.Sizes.Length - 1)];
            piece.Value.grad = randn(piece.Shape.Sizes).mul_(randn(rows).exp_().mul_(Size));
            state.Optimizer.step();
            piece.Value.grad = null;
        }

        return [.. state.Pieces.Where(isTrained).SelectMany(piece => piece.Tensors).Select(Region.Of)];
    }

    /// <summary>All is trained.</summary>
    private sealed class Everything : Regime
    {
        public override string Name => "everything";

        public override IReadOnlyList<Region> Change(TrainingState state)
        {
            foreach (var piece in state.Pieces.Where(piece => piece.Shape.Role == TensorRole.Statistic)) piece.Value.normal_();
            return Train(state, piece => piece.Shape.Role != TensorRole.Constant);
        }
    }

    /// <summary>A head is trained on a frozen backbone.</summary>
    private sealed class Head : Regime
    {
        public override string Name => "head";

        public override IReadOnlyList<Region> Change(TrainingState state) => Train(state, piece => state.Shape.IsInHead(piece.Shape));
    }

    /// <summary>One row of a hundred of an embedding is trained, with its moments, as optimizers for sparse gradients do it.</summary>
    private sealed class Rows : Regime
    {
        private const double Part = 0.01;
        private const double Size = 1e-4;

        public override string Name => "rows";

        public override IReadOnlyList<Region> Change(TrainingState state)
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            var piece = state.Pieces.Single(piece => piece.Shape.Name == state.Shape.Table);
            long width = piece.Shape.Sizes[^1], rows = piece.Shape.Elements / width;
            var chosen = randperm(rows).narrow(0, 0, Math.Max(1, (long)(rows * Part)));
            var regions = new List<Region>();
            foreach (var tensor in piece.Tensors)
            {
                tensor.view(rows, width).index_add_(0, chosen, rand(chosen.shape[0], width).mul_(Size), 1);
                regions.AddRange(chosen.data<long>().Select(row => new Region(tensor, (int)(row * width * sizeof(float)), (int)width * sizeof(float))));
            }

            return regions;
        }
    }
}
