namespace FlorDb.Replay.Tests.Propagation;

public class StatementPlacementTests
{
    private const string Newest = """
        using FlorDb.Torch;
        using TorchSharp;

        using var flor = Flor.Start(args);
        var hidden = flor.Arg("hidden", 500);
        var train = DataLoader.Open("train", 64);
        var test = DataLoader.Open("test");
        var net = new Net(hidden);
        var optimizer = new Adam(net.parameters(), flor.Arg("lr", 0.001));
        flor.Checkpoints(("net", net), ("optimizer", optimizer));

        foreach (var epoch in flor.Loop("epoch", 5))
        {
            foreach (var (x, y) in flor.Loop("step", train))
            {
                optimizer.zero_grad();
                var loss = F.cross_entropy(net.call(x), y);
                loss.backward();
                optimizer.step();
                flor.Log("loss", loss.item());
            }

            flor.Log("accuracy", Evaluate(net, test));
            flor.Log("cf", ConfusionMatrix(net, test));
        }

        static double Evaluate(Net net, DataLoader data)
        {
            var right = 0.0;
            foreach (var (x, y) in data) right += (net.call(x).argmax(1) - y).sum().item();
            return right;
        }

        static Tensor ConfusionMatrix(Net net, DataLoader data)
        {
            var counts = torch.zeros(10, 10);
            foreach (var (x, y) in data) counts.add_(net.call(x).matmul(y));
            return counts;
        }

        class Net(int hidden) : Module
        {
            private readonly Linear fc1 = new(64, hidden), fc2 = new(hidden, 10);
            public override Tensor forward(Tensor x) => fc2.call(F.relu(fc1.call(x)));
        }

        """;

    [Fact]
    public void Statement_goes_after_its_matched_predecessor()
    {
        var old = Newest.Replace("    flor.Log(\"cf\", ConfusionMatrix(net, test));\n", "", StringComparison.Ordinal);
        Assert.Equal(Newest, PropagationCase.Place(Newest, old));
    }

    [Fact]
    public void Helper_that_is_missing_is_carried_along()
    {
        var start = Newest.IndexOf("static Tensor ConfusionMatrix", StringComparison.Ordinal);
        var old = Newest.Remove(start, Newest.IndexOf("class Net", StringComparison.Ordinal) - start)
            .Replace("    flor.Log(\"cf\", ConfusionMatrix(net, test));\n", "", StringComparison.Ordinal);
        Assert.Equal(Newest, PropagationCase.Place(Newest, old));
    }
}
