namespace FlorDb.Replay.Tests.Propagation;

public class RefusalTests
{
    private const string LogAccuracy = "flor.Log(\"accuracy\", Evaluate(net, test));";

    private static readonly Training Plain = new();

    private static void Refuses(string reason, Training newest, Training old, string name = "cf") =>
        Assert.Equal(reason, PropagationCase.Refusal(newest.ToString(), old.ToString(), name));

    private static Training Logging(string statement) => Plain with { AfterSteps = LogAccuracy + "\n" + statement };

    [Fact]
    public void Loop_that_is_missing_is_named() => Assert.Equal(
        "loop 'epoch' is missing there; it has 'round', 'round/step'",
        PropagationCase.Refusal(Logging("flor.Log(\"cf\", Evaluate(net, test));").ToString(), Plain.ToString().Replace("\"epoch\"", "\"round\"", StringComparison.Ordinal)));

    [Fact]
    public void Name_that_nothing_logs_is_named() =>
        Refuses("no statement of the newest source logs 'nothing' under a constant name", Plain, Plain, "nothing");

    [Fact]
    public void Variable_without_counterpart_is_named_with_the_nearest()
    {
        const string Train = """
            foreach (var epoch in flor.Loop("epoch", 5))
            {
                foreach (var (x, y) in flor.Loop("step", train)) optimizer.step();
                flor.Log("accuracy", Evaluate(net, testLoader));
            }
            """;
        var old = Program("var testLoader = DataLoader.Open(\"test\");\nTrain(flor, net, optimizer, train, testLoader);", Train);
        var newest = Program(
            "var testLoader = DataLoader.Open(\"test\");\nvar valLoader = DataLoader.Open(\"val\");\nTrain(flor, net, optimizer, train, testLoader, valLoader);",
            Train.Replace("testLoader));", "testLoader));\n    flor.Log(\"val\", Evaluate(net, valLoader));", StringComparison.Ordinal), ", DataLoader valLoader");
        Assert.Equal("'valLoader' has no counterpart in Train(); nearest is 'testLoader'", PropagationCase.Refusal(newest, old, "val"));
    }

    [Fact]
    public void Variable_of_another_type_is_named_with_both_types() => Refuses(
        "'hidden' is of another type in the top-level statements: string, not int",
        Plain with { Setup = "var hidden = flor.Arg(\"hidden\", 500);\n" + Plain.Setup, AfterSteps = LogAccuracy + "\nflor.Log(\"cf\", hidden * 2);" },
        Plain with { Setup = "var hidden = flor.Arg(\"hidden\", \"500\");\n" + Plain.Setup });

    [Fact]
    public void Field_without_counterpart_is_named_with_the_nearest()
    {
        static string Layers(string fields) => $"class Net(int hidden) : Module\n{{\n    public readonly Linear {fields};\n}}";
        Refuses(
            "'Net.fc3' has no counterpart in Net; nearest is 'fc1'",
            Logging("flor.Log(\"cf\", net.fc3.weight.norm().item());") with { Types = Layers("fc1 = new(64, hidden), fc3 = new(hidden, 10)") },
            Plain with { Types = Layers("fc1 = new(64, hidden)") });
    }

    [Fact]
    public void Patched_code_that_does_not_compile_is_refused_with_the_first_error()
    {
        var newest = Logging("flor.Log(\"cf\", new Net(1, 2).weight.norm().item());") with
        {
            Setup = Plain.Setup.Replace("new Net(500)", "new Net(500, 2)", StringComparison.Ordinal),
            Types = Plain.Types.Replace("Net(int hidden)", "Net(int hidden, int depth)", StringComparison.Ordinal).Replace("new(hidden, 10)", "new(hidden, depth)", StringComparison.Ordinal),
        };
        Assert.StartsWith(
            "the patched code does not compile: Program.cs(23,24): CS1729: ", PropagationCase.Refusal(newest.ToString(), Plain.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Value_that_needs_an_effect_on_training_is_refused()
    {
        var newest = Logging("flor.Log(\"cf\", gradient.norm().item());") with
        {
            BeforeSteps = "var gradient = net.weight.clone();\nforeach (var (x, y) in train)\n{\n    F.cross_entropy(net.call(x), y).backward();\n    gradient.add_(net.weight);\n}",
        };
        Refuses("'gradient' has no counterpart there, and what computes it can't be carried: line 14 of the newest source calls backward()", newest, Plain);
    }

    [Fact]
    public void Value_that_is_carried_from_iteration_to_iteration_is_refused() => Refuses(
        "'best' has no counterpart there and is carried from one iteration to the next (line 25 of the newest source)",
        Plain with { Setup = Plain.Setup + "\nvar best = 0.0;", AfterSteps = LogAccuracy + "\nflor.Log(\"cf\", best);\nbest = Math.Max(best, Evaluate(net, test));" },
        Plain);

    [Fact]
    public void Two_equally_good_places_are_both_named()
    {
        const string Left = "net.weight.add_(net.weight.clone());";
        const string Right = "test.x.add_(test.y.clone().norm());";
        Refuses(
            "two places are equally good for the statement: line 24 and line 28",
            Plain with { AfterSteps = Left + "\nflor.Log(\"cf\", (net.weight - test.x).norm().item());\n" + Right },
            Plain with { AfterSteps = $"if (epoch > 2)\n{{\n    {Left}\n}}\nelse\n{{\n    {Right}\n}}" });
    }

    [Fact]
    public void Helper_that_logs_and_is_called_twice_is_refused() => Refuses(
        "the statement is in Report(), which has no counterpart there and is called from 2 places",
        Plain with
        {
            AfterSteps = LogAccuracy + "\nReport(flor, net);\nReport(flor, net);",
            Helpers = Plain.Helpers + "\n\nstatic void Report(Flor flor, Net net)\n{\n    flor.Log(\"cf\", net.weight.norm().item());\n}",
        },
        Plain);

    [Fact]
    public void Statement_that_would_have_to_stand_on_both_sides_of_a_loop_is_refused() => Refuses(
        "the statement would have to stand after line 22 and before line 13 at once: what it uses is computed in another order there",
        Plain with { BeforeSteps = "var accuracy = Evaluate(net, test);\nflor.Log(\"cf\", accuracy);", AfterSteps = "" },
        Plain with { AfterSteps = "var accuracy = Evaluate(net, test);" });

    private static string Program(string setup, string train, string more = "") => $$"""
        using FlorDb.Torch;
        using TorchSharp;
        using var flor = Flor.Start(args);
        var train = DataLoader.Open("train", 64);
        var net = new Net(500);
        var optimizer = new Adam(net.parameters());
        {{setup}}

        static void Train(Flor flor, Net net, Adam optimizer, DataLoader train, DataLoader testLoader{{more}})
        {
        {{train}}
        }

        {{Training.EvaluateHelper}}

        {{Training.NetType}}

        """;
}
