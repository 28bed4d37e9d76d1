namespace FlorDb.Replay.Tests.Execution;

/// <summary>The versions of the training program that the end-to-end tests run: dropout, a schedule, shuffled batches.</summary>
internal static class TrainingSources
{
    public const string First = """
        using FlorDb.Torch;
        using TorchSharp;
        using static TorchSharp.torch.nn;

        using var flor = Flor.Start(args);
        torch.manual_seed(7);
        var hidden = flor.Arg("hidden", 16);
        var x = torch.randn(48, 6);
        var y = x.sum(1).gt(0).to_type(torch.ScalarType.Int64);
        var net = Sequential(("fc1", Linear(6, hidden)), ("relu", ReLU()), ("drop", Dropout(0.3)), ("fc2", Linear(hidden, 2)));
        var optimizer = torch.optim.Adam(net.parameters(), lr: 0.01);
        var schedule = torch.optim.lr_scheduler.StepLR(optimizer, 2, 0.5);
        var order = flor.Shuffler(48, 3);
        flor.Checkpoints(("net", net), ("optimizer", optimizer), ("schedule", schedule), ("order", order));

        foreach (var epoch in flor.Loop("epoch", 4))
        {
            net.train();
            foreach (var batch in flor.Loop("step", order.Chunk(16)))
            {
                var rows = torch.tensor(batch);
                optimizer.zero_grad();
                var loss = functional.cross_entropy(net.call(x.index_select(0, rows)), y.index_select(0, rows));
                loss.backward();
                optimizer.step();
                flor.Log("loss", loss.item<float>());
            }

            schedule.step();
            flor.Log("accuracy", Accuracy(net, x, y));
            while (args is [.., "--until", var file] && epoch == 3 && !File.Exists(file)) Thread.Sleep(20);
        }

        static double Accuracy(Module<torch.Tensor, torch.Tensor> net, torch.Tensor x, torch.Tensor y)
        {
            net.eval();
            return net.call(x).argmax(1).eq(y).sum().item<long>() / (double)y.shape[0];
        }

        """;

    /// <summary>The network under another name.</summary>
    public static string Second { get; } = First.Replace("net", "model", StringComparison.Ordinal).Replace("(\"model\", model)", "(\"net\", model)", StringComparison.Ordinal)
        .Replace("Arg(\"hidden\", 16)", "Arg(\"hidden\", 8)", StringComparison.Ordinal);

    /// <summary>What somebody wants to know afterwards: a statement at each kind of place.</summary>
    public static string Newest { get; } = First
        .Replace("\nforeach (var epoch", "flor.Log(\"before\", Norm(net));\n\nforeach (var epoch", StringComparison.Ordinal)
        .Replace("    net.train();\n    foreach", "    net.train();\n    flor.Log(\"at_start\", Norm(net));\n    foreach", StringComparison.Ordinal)
        .Replace("        optimizer.step();\n", "        flor.Log(\"gradient\", Gradient(net));\n        optimizer.step();\n", StringComparison.Ordinal)
        .Replace("    while (args", "    flor.Log(\"matrix\", Matrix(net, x, y));\n    while (args", StringComparison.Ordinal)
        .Replace("static double Accuracy", "flor.Log(\"after\", Norm(net));\n\nstatic double Accuracy", StringComparison.Ordinal) + """

        static double Norm(Module<torch.Tensor, torch.Tensor> net) => net.parameters().Sum(weights => weights.detach().norm().item<float>());

        static double Gradient(Module<torch.Tensor, torch.Tensor> net) => net.parameters().Sum(weights => weights.grad!.norm().item<float>());

        static torch.Tensor Matrix(Module<torch.Tensor, torch.Tensor> net, torch.Tensor x, torch.Tensor y)
        {
            net.eval();
            var scores = net.call(x).detach();
            return scores.t().matmul(scores);
        }

        """;

    /// <summary>A version that does not compile.</summary>
    public static string Broken { get; } = First.Replace("var hidden = flor.Arg(\"hidden\", 16);", "var hidden = Hidden();", StringComparison.Ordinal);
}
