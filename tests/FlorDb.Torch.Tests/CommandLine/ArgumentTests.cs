using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.CommandLine;

[Collection(SharedTorch.Name)]
public sealed class ArgumentTests : IDisposable
{
    private readonly TrainingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Argument_comes_from_the_command_line_or_else_from_the_default()
    {
        var run = _store.Record(
            flor =>
            {
                Assert.Equal(250, flor.Arg("hidden", 500));
                Assert.Equal(5e-4, flor.Arg("lr", 0.001));
                Assert.Equal(0.1f, flor.Arg("dropout", 0.1f));
                Assert.True(flor.Arg("nesterov", false));
                Assert.Equal("adam", flor.Arg("optimizer", "sgd"));
                Assert.Equal(5_000_000_000, flor.Arg("steps", 1L));
                Assert.Equal(250, flor.Arg("hidden", 7));
            },
            "--kwargs", "hidden=250", "lr=5e-4", "nesterov=True", "optimizer=adam", "steps=5000000000");

        var cells = _store.Cells(run);
        Assert.Equal(["dropout", "hidden", "lr", "nesterov", "optimizer", "steps"], cells.Keys);
        Assert.Equal(CellValue.Of((double)0.1f), cells["dropout"]);
        Assert.Equal(CellValue.Of(250), cells["hidden"]);
    }

    [Fact]
    public void Replay_uses_the_recorded_values()
    {
        var run = _store.Record(flor => _ = (flor.Arg("lr", 0.25f), flor.Arg("hidden", 3)), "--kwargs", "hidden=4");
        float lr = 0;
        int hidden = 0, added = 0;
        var (summary, _) = _store.Replay(run, flor => (lr, hidden, added) = (flor.Arg("lr", 0.5f), flor.Arg("hidden", 9), flor.Arg("added", 6)), [], [], runsToEnd: true);

        Assert.True(summary.Verified);
        Assert.Equal((0.25f, 4, 6), (lr, hidden, added));
    }

    [Fact]
    public void Value_of_another_type_is_told_with_name_and_type()
    {
        var failure = Assert.Throws<FlorException>(() => _store.Record(flor => flor.Arg("hidden", 500), "--kwargs", "hidden=many"));

        Assert.Equal("--kwargs hidden=many: the argument \"hidden\" takes an integer (int), and \"many\" is none.", failure.Message);
        Assert.Equal(RunState.Failed, _store.Read(snapshot => snapshot.Runs.Single().State));
    }

    [Fact]
    public void Recorded_value_of_another_type_is_told()
    {
        var run = _store.Record(flor => flor.Arg("mode", "fast"));

        var failure = Assert.Throws<FlorException>(() => _store.Replay(run, flor => flor.Arg("mode", 1), [], []));

        Assert.Equal("The argument \"mode\" was recorded as String, and the program now asks for an integer (int).", failure.Message);
    }
}
