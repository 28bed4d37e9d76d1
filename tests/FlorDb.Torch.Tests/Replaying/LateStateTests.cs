using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace FlorDb.Torch.Tests.Replaying;

/// <summary>A training that gets a second part, with an optimizer of its own, in the middle of its loop.</summary>
[Collection(SharedTorch.Name)]
public sealed class LateStateTests : IDisposable
{
    private const int Epochs = 6;
    private const int Late = 2;
    private readonly TrainingStore _store = new();
    private readonly List<int> _executed = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Replay_starts_where_the_state_is_of_what_is_registered_and_goes_on_in_leaps()
    {
        var run = _store.Record(Program());
        var truth = _store.Cells(_store.Record(Program(probes: true)));
        _executed.Clear();
        var (summary, exitCode) = _store.Replay(run, Program(probes: true), ["probe"], [new LoopSegment("epoch", [new IterationRange(5, 5)])]);
        Assert.Equal((0, true), (exitCode, summary.Verified));
        Assert.Equal([Late, 5], _executed);
        var filled = _store.Cells(run, overlays: true).Where(cell => cell.Key.EndsWith("probe", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(filled);
        Assert.All(filled, cell => Assert.Equal(truth[cell.Key], cell.Value));
    }

    [Fact]
    public void Training_that_died_goes_on_from_where_the_state_is_of_what_is_registered()
    {
        var truth = _store.Cells(_store.Record(Program()));
        Assert.Throws<InvalidOperationException>(() => _store.Record(Program(dieAt: 4)));
        var died = _store.Read(snapshot => snapshot.Runs.Last().Key);
        _executed.Clear();
        var cells = _store.Cells(_store.Resume(died, Program()));
        Assert.Equal([2, 3, 4, 5], _executed);
        Assert.Equal(truth, cells);
    }

    [Fact]
    public void State_of_another_shape_is_told_with_the_version_that_it_is_of()
    {
        var run = _store.Record(Program());
        var failure = Assert.Throws<FlorException>(() =>
            _store.Replay(run, Program(hidden: 9), ["probe"], [new LoopSegment("epoch", [new IterationRange(1, 1)])]));
        Assert.Equal(
            "\"net/0.weight\" can't be restored: the checkpoint has Float32 [6,4], the program now has Float32 [9,4]. The checkpoint is of run test, version 0000000000.",
            failure.Message);
    }

    private Action<Flor> Program(bool probes = false, int dieAt = -1, int hidden = 6) => flor =>
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        var net = Sequential(Linear(4, hidden), Tanh(), Dropout(0.2));
        var optimizer = optim.SGD(net.parameters(), 0.05, momentum: 0.9);
        var head = Linear(hidden, 3);
        optim.Optimizer? second = null;
        flor.Checkpoints(("net", net), ("optimizer", optimizer));
        foreach (int epoch in flor.Loop("epoch", Epochs))
        {
            _executed.Add(epoch);
            if (epoch == Late)
            {
                second = optim.Adam(head.parameters(), 0.01);
                flor.Checkpoints(("head", head), ("second", second));
            }

            foreach (int step in flor.Loop("step", 3))
            {
                using var inner = NewDisposeScope();
                optimizer.zero_grad();
                second?.zero_grad();
                var loss = cross_entropy(head.call(net.call(randn(5, 4))), randint(3, 5));
                loss.backward();
                optimizer.step();
                second?.step();
                flor.Log("loss", loss);
                if (epoch == dieAt && step == 1) throw new InvalidOperationException("died");
            }

            if (probes) flor.Log("probe", head.weight!.detach().to(ScalarType.Float64).sum() + net.parameters().Select(parameter => parameter.detach().to(ScalarType.Float64).sum()).Aggregate((one, two) => one + two));
        }
    };
}
