namespace FlorDb.Replay.Tests.Propagation;

public class MovedCodeTests
{
    private const string LogMatrix = "flor.Log(\"cf\", ConfusionMatrix(net, test));";

    private static readonly Training Plain = new();

    private static readonly Training Newest = new()
    {
        AfterSteps = Plain.AfterSteps + "\n" + LogMatrix,
        Helpers = Training.EvaluateHelper + "\n\n" + Training.MatrixHelper,
    };

    [Fact]
    public void Loop_that_was_moved_into_a_method_since_is_found()
    {
        var placed = PropagationCase.Place(InMethod(LogMatrix, Training.MatrixHelper), Plain.ToString());
        Assert.Equal(Newest.ToString(), placed);
    }

    [Fact]
    public void Loop_that_was_taken_out_of_a_method_since_is_found()
    {
        var placed = PropagationCase.Place(Newest.ToString(), InMethod("", ""));
        Assert.Contains("        flor.Log(\"accuracy\", Evaluate(net, test));\n        flor.Log(\"cf\", ConfusionMatrix(net, test));\n", placed, StringComparison.Ordinal);
        Assert.Contains("static Tensor ConfusionMatrix(Net net, DataLoader data)", placed, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_that_stands_for_the_variable_is_used()
    {
        var old = InMethod("", "").Replace("DataLoader test)", "DataLoader heldOut)", StringComparison.Ordinal).Replace("Evaluate(net, test)", "Evaluate(net, heldOut)", StringComparison.Ordinal);
        Assert.Contains("flor.Log(\"cf\", ConfusionMatrix(net, heldOut));", PropagationCase.Place(Newest.ToString(), old), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_that_was_extracted_since_leaves_its_place()
    {
        var old = Plain with
        {
            AfterSteps = "var right = 0.0;\nforeach (var (x, y) in test) right += (net.call(x).argmax(1) - y).sum().item();\nflor.Log(\"accuracy\", right);",
            Helpers = "",
        };
        var placed = PropagationCase.Place(Newest.ToString(), old.ToString());
        Assert.Contains("    flor.Log(\"accuracy\", right);\n    flor.Log(\"cf\", ConfusionMatrix(net, test));\n", placed, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_loop_that_stands_in_a_method_keeps_its_side()
    {
        var old = Plain.ToString().Replace("\"accuracy\", Evaluate(net, test)", "\"epochs\", epoch", StringComparison.Ordinal);
        var start = old.IndexOf("    foreach (var (x, y) in flor.Loop", StringComparison.Ordinal);
        var end = old.IndexOf("    flor.Log(\"epochs\"", StringComparison.Ordinal);
        var loop = old[start..end];
        var extracted = old.Replace(loop, "    TrainEpoch(flor, net, optimizer, train);\n", StringComparison.Ordinal).Replace(
            "static double", "static void TrainEpoch(Flor flor, Net net, Adam optimizer, DataLoader train)\n{\n" + loop + "}\n\nstatic double", StringComparison.Ordinal);
        var placed = PropagationCase.Place(Newest.ToString(), extracted);
        Assert.InRange(
            placed.IndexOf(LogMatrix, StringComparison.Ordinal),
            placed.IndexOf("    TrainEpoch(flor, net, optimizer, train);", StringComparison.Ordinal),
            placed.IndexOf("static void TrainEpoch", StringComparison.Ordinal));
    }

    [Fact]
    public void New_helper_that_logs_is_called_where_the_newest_calls_it()
    {
        const string Report = "static void Report(Flor flor, Net net)\n{\n    flor.Log(\"cf\", net.weight.norm().item());\n}";
        var newest = Plain with { AfterSteps = Plain.AfterSteps + "\nReport(flor, net);", Helpers = Plain.Helpers + "\n\n" + Report };
        Assert.Equal(newest.ToString(), PropagationCase.Place(newest.ToString(), Plain.ToString()));
    }

    [Fact]
    public void Program_in_a_class_takes_helpers_as_members()
    {
        var placed = PropagationCase.Place(Newest.ToString(), InClass());
        Assert.Contains("            flor.Log(\"accuracy\", Evaluate(net, test));\n            flor.Log(\"cf\", ConfusionMatrix(net, test));\n", placed, StringComparison.Ordinal);
        Assert.Contains("    private static Tensor ConfusionMatrix(Net net, DataLoader data)\n    {\n", placed, StringComparison.Ordinal);
    }

    private static string InMethod(string log, string helper) => $$"""
        using FlorDb.Torch;
        using TorchSharp;

        using var flor = Flor.Start(args);
        {{Plain.Setup}}
        Train(flor, net, optimizer, train, test);

        static void Train(Flor flor, Net net, Adam optimizer, DataLoader train, DataLoader test)
        {
            foreach (var epoch in flor.Loop("epoch", 5))
            {
                foreach (var (x, y) in flor.Loop("step", train))
                {
        {{Plain.Step}}
                }

                flor.Log("accuracy", Evaluate(net, test));
                {{log}}
            }
        }

        {{Training.EvaluateHelper}}

        {{helper}}

        {{Training.NetType}}

        """;

    private static string InClass() => $$"""
        using FlorDb.Torch;
        using TorchSharp;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                using var flor = Flor.Start(args);
        {{Plain.Setup}}
                foreach (var epoch in flor.Loop("epoch", 5))
                {
                    foreach (var (x, y) in flor.Loop("step", train))
                    {
        {{Plain.Step}}
                    }

                    flor.Log("accuracy", Evaluate(net, test));
                }
            }

            private {{Training.EvaluateHelper}}
        }

        {{Training.NetType}}

        """;
}
