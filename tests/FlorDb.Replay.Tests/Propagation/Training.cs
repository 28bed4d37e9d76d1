namespace FlorDb.Replay.Tests.Propagation;

/// <summary>The text of a small training program with some of its parts replaced.</summary>
internal sealed record Training
{
    public string Setup { get; init; } = """
        var train = DataLoader.Open("train", 64);
        var test = DataLoader.Open("test");
        var net = new Net(500);
        var optimizer = new Adam(net.parameters());
        flor.Checkpoints(("net", net), ("optimizer", optimizer));
        """;

    public string Step { get; init; } = """
        optimizer.zero_grad();
        var loss = F.cross_entropy(net.call(x), y);
        loss.backward();
        optimizer.step();
        flor.Log("loss", loss.item());
        """;

    public string BeforeSteps { get; init; } = "";

    public string AfterSteps { get; init; } = """
        flor.Log("accuracy", Evaluate(net, test));
        """;

    public string AfterEpochs { get; init; } = "";

    public string Helpers { get; init; } = EvaluateHelper;

    public string Types { get; init; } = NetType;

    public string Usings { get; init; } = "";

    public const string EvaluateHelper = """
        static double Evaluate(Net net, DataLoader data)
        {
            var right = 0.0;
            foreach (var (x, y) in data) right += (net.call(x).argmax(1) - y).sum().item();
            return right;
        }
        """;

    public const string MatrixHelper = """
        static Tensor ConfusionMatrix(Net net, DataLoader data)
        {
            var counts = torch.zeros(10, 10);
            foreach (var (x, y) in data) counts.add_(net.call(x).matmul(y));
            return counts;
        }
        """;

    public const string NetType = """
        class Net(int hidden) : Module
        {
            private readonly Linear fc1 = new(64, hidden), fc2 = new(hidden, 10);
            public override Tensor forward(Tensor x) => fc2.call(F.relu(fc1.call(x)));
        }
        """;

    public override string ToString() => Join(
        Usings + "using FlorDb.Torch;\nusing TorchSharp;\n",
        "using var flor = Flor.Start(args);\n" + Setup + "\n",
        "foreach (var epoch in flor.Loop(\"epoch\", 5))\n{\n" + Indent(Join(BeforeSteps, "foreach (var (x, y) in flor.Loop(\"step\", train))\n{\n" + Indent(Step) + "\n}\n", AfterSteps)) + "\n}\n",
        AfterEpochs.Length > 0 ? AfterEpochs + "\n" : "",
        Helpers.Length > 0 ? Helpers + "\n" : "",
        Types + "\n");

    private static string Join(params string[] parts) => string.Join("\n", parts.Where(part => part.Length > 0));

    private static string Indent(string text) => string.Join("\n", text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
