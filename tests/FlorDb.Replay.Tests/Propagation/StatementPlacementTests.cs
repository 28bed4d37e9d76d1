namespace FlorDb.Replay.Tests.Propagation;

public class StatementPlacementTests
{
    private const string LogAccuracy = "flor.Log(\"accuracy\", Evaluate(net, test));";
    private const string LogMatrix = "flor.Log(\"cf\", ConfusionMatrix(net, test));";
    private const string BothHelpers = Training.EvaluateHelper + "\n\n" + Training.MatrixHelper;

    private static readonly Training Plain = new();
    private static readonly Training Newest = new() { AfterSteps = LogAccuracy + "\n" + LogMatrix, Helpers = BothHelpers };

    private static void Places(Training newest, Training old, Training expected, params string[] names) =>
        Assert.Equal(expected.ToString(), PropagationCase.Place(newest.ToString(), old.ToString(), names));

    [Fact]
    public void Statement_goes_after_the_one_it_follows() =>
        Places(Newest, Plain with { Helpers = BothHelpers }, Newest);

    [Fact]
    public void Helper_that_is_missing_comes_along() => Places(Newest, Plain, Newest);

    [Fact]
    public void Statement_before_the_nested_loop_stays_before_it() => Places(
        Plain with { BeforeSteps = "flor.Log(\"norm\", net.weight.norm().item());\n" },
        Plain,
        Plain with { BeforeSteps = "flor.Log(\"norm\", net.weight.norm().item());" },
        "norm");

    [Fact]
    public void Statement_inside_the_nested_loop_goes_between_the_same_effects()
    {
        var log = "flor.Log(\"gradient\", net.weight.norm().item());";
        Places(
            Plain with { Step = Plain.Step.Replace("optimizer.step();", log + "\noptimizer.step();", StringComparison.Ordinal) },
            Plain,
            Plain with { Step = Plain.Step.Replace("optimizer.step();", log + "\noptimizer.step();", StringComparison.Ordinal) },
            "gradient");
    }

    [Fact]
    public void Statement_before_all_loops_follows_the_definitions_it_uses()
    {
        var newest = Plain with { Setup = Plain.Setup + "\nflor.Log(\"size\", net.weight.norm().item());" };
        var old = Plain with { Setup = Plain.Setup.Replace("new Net(500)", "new Net(250)", StringComparison.Ordinal) };
        Places(newest, old, old with { Setup = old.Setup + "\nflor.Log(\"size\", net.weight.norm().item());" }, "size");
    }

    [Fact]
    public void Statement_after_all_loops_stays_behind_them()
    {
        var newest = Plain with { AfterEpochs = "flor.Log(\"final\", Evaluate(net, test));" };
        var old = Plain with { AfterSteps = "var accuracy = Evaluate(net, test);\nflor.Log(\"accuracy\", accuracy);" };
        var placed = PropagationCase.Place(newest.ToString(), old.ToString(), "final");
        Assert.Contains("    flor.Log(\"accuracy\", accuracy);\n}\nflor.Log(\"final\", Evaluate(net, test));\n", placed, StringComparison.Ordinal);
    }

    [Fact]
    public void Renamed_variables_take_their_old_names()
    {
        static Training Renamed(Training training) => training with
        {
            Setup = training.Setup.Replace("net", "model", StringComparison.Ordinal).Replace("test =", "heldOut =", StringComparison.Ordinal).Replace("(\"model\", model)", "(\"net\", model)", StringComparison.Ordinal),
            Step = training.Step.Replace("net.call", "model.call", StringComparison.Ordinal),
            AfterSteps = training.AfterSteps.Replace("(net, test)", "(model, heldOut)", StringComparison.Ordinal),
        };
        Places(Newest, Renamed(Plain), Renamed(Newest));
    }

    [Fact]
    public void Variable_whose_name_means_something_else_is_not_taken()
    {
        // The old version calls the held-out data "validation" and has another loader under the name "test".
        var old = Plain with
        {
            Setup = Plain.Setup.Replace("var test = DataLoader.Open(\"test\");", "var validation = DataLoader.Open(\"test\");\nvar test = DataLoader.Open(\"other\", 7);", StringComparison.Ordinal),
            AfterSteps = "flor.Log(\"accuracy\", Evaluate(net, validation));",
        };
        var expected = old with { AfterSteps = old.AfterSteps + "\nflor.Log(\"cf\", ConfusionMatrix(net, validation));", Helpers = BothHelpers };
        Places(Newest, old, expected);
    }

    [Fact]
    public void Run_object_under_another_name_is_found()
    {
        var old = Plain.ToString().Replace("flor.", "run.", StringComparison.Ordinal).Replace("var flor", "var run", StringComparison.Ordinal);
        Assert.Contains("    run.Log(\"cf\", ConfusionMatrix(net, test));\n", PropagationCase.Place(Newest.ToString(), old), StringComparison.Ordinal);
    }

    [Fact]
    public void Local_variable_that_it_logs_comes_along() => Places(
        Newest with { AfterSteps = LogAccuracy + "\nvar cf = ConfusionMatrix(net, test);\nflor.Log(\"cf\", cf);" },
        Plain,
        Newest with { AfterSteps = LogAccuracy + "\nvar cf = ConfusionMatrix(net, test);\nflor.Log(\"cf\", cf);" });

    [Fact]
    public void Carried_local_whose_name_is_taken_gets_another_one()
    {
        var newest = Newest with { AfterSteps = LogAccuracy + "\nvar matrix = ConfusionMatrix(net, test);\nflor.Log(\"cf\", matrix);" };
        var old = Plain with { Step = "var matrix = x.clone();\n" + Plain.Step };
        var expected = old with { AfterSteps = LogAccuracy + "\nvar matrix_flor = ConfusionMatrix(net, test);\nflor.Log(\"cf\", matrix_flor);", Helpers = BothHelpers };
        Places(newest, old, expected);
    }

    [Fact]
    public void Several_statements_that_build_the_value_come_along()
    {
        var build = "var counts = torch.zeros(10, 10);\nforeach (var (x, y) in test) counts.add_(net.call(x).matmul(y));\nflor.Log(\"cf\", counts);";
        Places(Plain with { AfterSteps = LogAccuracy + "\n" + build }, Plain, Plain with { AfterSteps = LogAccuracy + "\n" + build });
    }

    [Fact]
    public void Value_taken_before_the_nested_loop_is_taken_there_in_the_old_version_too()
    {
        var newest = Plain with { BeforeSteps = "var start = net.weight.clone();", AfterSteps = LogAccuracy + "\nflor.Log(\"moved\", (net.weight - start).norm().item());" };
        Places(newest, Plain, newest, "moved");
    }

    [Fact]
    public void Condition_around_the_statement_comes_along()
    {
        var newest = Newest with { AfterSteps = LogAccuracy + "\nif (epoch % 2 == 0)\n{\n    " + LogMatrix + "\n}" };
        Places(newest, Plain, newest);
    }

    [Fact]
    public void Of_a_new_block_only_what_the_statement_needs_comes_along()
    {
        var newest = Newest with
        {
            AfterSteps = LogAccuracy + "\nusing (torch.no_grad())\n{\n    var cf = ConfusionMatrix(net, test);\n    optimizer.zero_grad();\n    flor.Log(\"cf\", cf);\n}",
        };
        var expected = newest with { AfterSteps = newest.AfterSteps.Replace("    optimizer.zero_grad();\n", "", StringComparison.Ordinal) };
        Places(newest, Plain, expected);
    }

    [Fact]
    public void Loop_body_without_braces_gets_them()
    {
        var old = Plain.ToString().Replace("static double Evaluate(Net net, DataLoader data)", "static double Evaluate(Net net, DataLoader data, int unused = 0)", StringComparison.Ordinal);
        var lone = """
            using FlorDb.Torch;
            using TorchSharp;
            using var flor = Flor.Start(args);
            foreach (var epoch in flor.Loop("epoch", 5))
                flor.Log("square", epoch * epoch);

            """;
        var newest = lone.Replace("    flor.Log(\"square\", epoch * epoch);\n", "{\n    flor.Log(\"square\", epoch * epoch);\n    flor.Log(\"cube\", epoch * epoch * epoch);\n}\n", StringComparison.Ordinal);
        Assert.NotEqual(old, newest);
        Assert.Contains("{ flor.Log(\"square\", epoch * epoch); flor.Log(\"cube\", epoch * epoch * epoch); }", PropagationCase.Place(newest, lone, "cube"), StringComparison.Ordinal);
    }

    [Fact]
    public void Version_that_logs_the_name_already_stays_as_it_is() =>
        Assert.Equal(Newest.ToString(), PropagationCase.Place(Newest.ToString(), Newest.ToString()));

    [Fact]
    public void Two_names_are_put_in_at_once()
    {
        var newest = Newest with { BeforeSteps = "flor.Log(\"norm\", net.weight.norm().item());" };
        Places(newest, Plain, newest, "cf", "norm");
    }

    [Fact]
    public void Layer_that_was_added_since_makes_no_difference()
    {
        var old = Plain with { Types = Training.NetType.Replace("fc2.call(F.relu(fc1.call(x)))", "fc2.call(fc1.call(x))", StringComparison.Ordinal) };
        Places(Newest, old, old with { AfterSteps = Newest.AfterSteps, Helpers = BothHelpers });
    }

    [Fact]
    public void Statements_around_that_changed_places_do_not_move_it_over_the_loop()
    {
        var old = Plain with { BeforeSteps = LogAccuracy, AfterSteps = "flor.Log(\"norm\", net.weight.norm().item());" };
        var placed = PropagationCase.Place(Newest.ToString(), old.ToString());
        Assert.True(placed.IndexOf(LogMatrix, StringComparison.Ordinal) > placed.IndexOf("flor.Log(\"loss\"", StringComparison.Ordinal));
    }
}
