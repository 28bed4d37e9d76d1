namespace FlorDb.Hindsight.Tests;

/// <summary>The text of a small training in which a statement can stand anywhere.</summary>
internal static class TrainingText
{
    /// <summary>The places of a statement, with the loops around each.</summary>
    public static IReadOnlyDictionary<string, string[]> Places { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["before the loops"] = [],
        ["before the nested loop"] = ["epoch"],
        ["inside the nested loop"] = ["epoch", "step"],
        ["in the third loop"] = ["epoch", "step", "part"],
        ["after the nested loop"] = ["epoch"],
        ["in a called method"] = ["epoch"],
        ["in a conditional"] = ["epoch"],
        ["after the loops"] = [],
    };

    /// <summary>What makes replaying hard, each with the changes of the text that bring it in.</summary>
    public static IReadOnlyDictionary<string, (string Old, string New)[]> Features { get; } = new Dictionary<string, (string, string)[]>(StringComparer.Ordinal)
    {
        ["nothing special"] = [],
        ["dropout"] = [("ReLU(), ", "ReLU(), Dropout(0.3), ")],
        ["shuffling"] = [("targets), 6);", "targets), 6, flor.Shuffler(24, 9));")],
        ["a schedule"] =
        [
            ("flor.Checkpoints(", "var schedule = optim.lr_scheduler.StepLR(optimizer, 2, 0.5);\n        flor.Checkpoints((\"schedule\", schedule), "),
            ("var score =", "schedule.step();\n            var score ="),
        ],
        ["early stopping"] =
        [
            ("flor.Checkpoints(", "var worst = 0.0;\n        flor.Variable(\"worst\", () => worst, value => worst = value);\n        flor.Checkpoints("),
            ("// leave", "worst = Math.Max(worst, score);\n            if (epoch == 4) break;"),
        ],
        ["frozen layers"] = [("var optimizer", "foreach (var frozen in net.parameters().Take(2)) frozen.requires_grad = false;\n        var optimizer")],
        ["two models"] =
        [
            ("flor.Checkpoints(", "var critic = Linear(3, 1);\n        var criticOptimizer = optim.SGD(critic.parameters(), 0.1);\n        flor.Checkpoints((\"critic\", critic), (\"critic optimizer\", criticOptimizer), "),
            ("// second", "criticOptimizer.zero_grad();\n                var judged = critic.call(net.call(batch[0]).detach()).pow(2).mean();\n                judged.backward();\n                criticOptimizer.step();"),
        ],
    };

    private const string Helper = """
            private static double Norm(Module<Tensor, Tensor> net)
            {
                using var gradients = no_grad();
                return net.parameters().Sum(weights => weights.to(ScalarType.Float64).sum().item<double>());
            }

        """;

    private const string Text = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using FlorDb.Hindsight.Tests;
        using FlorDb.Torch;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        using static TorchSharp.torch.nn.functional;
        using static TorchSharp.torch.utils.data;

        public static class Program
        {
            public static void Main(string[] args)
            {
                using var flor = Flor.Start(args);
                Train(flor);
            }

            public static void Train(Flor flor)
            {
                manual_seed(3);
                var inputs = randn(24, 5);
                var targets = randint(3, 24);
                var net = Sequential(Linear(5, 8), BatchNorm1d(8), ReLU(), Linear(8, 3));
                var optimizer = optim.Adam(net.parameters(), 0.02);
                var batches = DataLoader(TensorDataset(inputs, targets), 6);
                flor.Checkpoints(("net", net), ("optimizer", optimizer));
                // before the loops
                foreach (var epoch in flor.Loop("epoch", 6))
                {
                    Executions.Note($"epoch {epoch}");
                    net.train();
                    // before the nested loop
                    foreach (var batch in flor.Loop("step", batches))
                    {
                        Executions.Note($"step in {epoch}");
                        optimizer.zero_grad();
                        var loss = cross_entropy(net.call(batch[0]), batch[1]);
                        loss.backward();
                        // second
                        optimizer.step();
                        // inside the nested loop
                        flor.Log("loss", loss.item<float>());
                        foreach (var part in flor.Loop("part", 2))
                        {
                            // in the third loop
                            flor.Log("share", loss.item<float>() / (part + 1));
                        }
                    }

                    var score = Evaluate(flor, net, inputs, targets);
                    flor.Log("score", score);
                    if (epoch % 2 == 1)
                    {
                        // in a conditional
                        flor.Log("odd", score);
                    }

                    // after the nested loop
                    flor.Log("noise", rand(1).item<float>());
                    // leave
                }

                // after the loops
                flor.Log("end", rand(1).item<float>());
            }

            private static double Evaluate(Flor flor, Module<Tensor, Tensor> net, Tensor inputs, Tensor targets)
            {
                net.eval();
                // in a called method
                return net.call(inputs).argmax(1).eq(targets).sum().item<long>();
            }
        }
        """;

    /// <summary>The program as it was recorded.</summary>
    public static string Old(string feature) => Without(Edited(feature));

    /// <summary>The program with the statements that somebody adds later, one at each place, each under a name of its own.</summary>
    public static string Newest(string feature)
    {
        var text = Edited(feature);
        foreach (string place in Places.Keys) text = text.Replace($"// {place}\n", $"flor.Log(\"{NameAt(place)}\", Norm(net));\n", StringComparison.Ordinal);
        return Without(text.Insert(text.IndexOf("    private static double Evaluate", StringComparison.Ordinal), Helper));
    }

    /// <summary>What the statement at a place logs.</summary>
    public static string NameAt(string place) => place.Replace(' ', '_');

    private static string Edited(string feature)
    {
        var text = Text;
        foreach (var (old, changed) in Features[feature])
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, changed, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>A program without the marks of places.</summary>
    private static string Without(string text) => string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("// ", StringComparison.Ordinal)));
}
