namespace FlorDb.Replay.Tests.Propagation;

public class CarriedCodeTests
{
    private const string LogAccuracy = "flor.Log(\"accuracy\", Evaluate(net, test));";

    private static readonly Training Plain = new();

    private static void Contains(string placed, params string[] parts) => Assert.All(parts, part => Assert.Contains(part, placed, StringComparison.Ordinal));

    private static string Place(Training newest, Training old) => PropagationCase.Place(newest.ToString(), old.ToString());

    private static Training Logging(string statement) => Plain with { AfterSteps = LogAccuracy + "\n" + statement };

    [Fact]
    public void Helpers_of_helpers_and_their_usings_come_along()
    {
        const string More = "\n\nstatic string Report(Net net) => Line(net.weight.norm().item());\n\nstatic string Line(float value) => new StringBuilder().Append(value).ToString();";
        var newest = Logging("flor.Log(\"cf\", Report(net));") with { Usings = "using System.Text;\n", Helpers = Plain.Helpers + More };
        Contains(Place(newest, Plain), "using System.Text;\n", "static string Report(Net net) => Line(", "static string Line(float value)", "    flor.Log(\"cf\", Report(net));\n");
    }

    [Fact]
    public void Using_that_is_not_needed_stays_away()
    {
        var newest = Logging("flor.Log(\"cf\", epoch);") with { Usings = "using System.Text;\n" };
        Assert.DoesNotContain("System.Text", Place(newest, Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_becomes_its_value()
    {
        var newest = Logging("flor.Log(\"cf\", Classes * epoch);") with { Setup = "const int Classes = 10;\n" + Plain.Setup };
        Contains(Place(newest, Plain), "flor.Log(\"cf\", 10 * epoch);");
    }

    [Fact]
    public void Type_that_is_missing_comes_along()
    {
        const string Metrics = "\n\nrecord Metrics(float Norm, int Epoch);";
        var placed = Place(Logging("flor.Log(\"cf\", new Metrics(net.weight.norm().item(), epoch));") with { Types = Plain.Types + Metrics }, Plain);
        Contains(placed, "flor.Log(\"cf\", new Metrics(", "\nrecord Metrics(float Norm, int Epoch);\n");
    }

    [Fact]
    public void Method_of_a_class_comes_into_that_class()
    {
        var newest = Logging("flor.Log(\"cf\", net.Norm());") with { Types = Plain.Types[..^1] + "    public float Norm() => fc1.weight.norm().item();\n}" };
        Contains(Place(newest, Plain), "    public float Norm() => fc1.weight.norm().item();\n}");
    }

    [Fact]
    public void Extension_method_comes_with_a_class_of_its_own()
    {
        var newest = Logging("flor.Log(\"cf\", net.Norm());") with { Types = Plain.Types + "\n\nstatic class More\n{\n    public static float Norm(this Net net) => net.weight.norm().item();\n}" };
        Contains(Place(newest, Plain), "flor.Log(\"cf\", net.Norm());", "internal static class CarriedNorm", "internal static float Norm(this Net net)");
    }

    [Fact]
    public void Helper_whose_name_is_taken_comes_under_another_one()
    {
        var newest = Logging("flor.Log(\"cf\", Measure(net, epoch));") with { Helpers = Plain.Helpers + "\n\nstatic float Measure(Net net, int scale) => net.weight.norm().item() * scale;" };
        var old = Plain with { Helpers = Plain.Helpers + "\n\nstatic float Measure(Net net) => 0;" };
        Contains(Place(newest, old), "flor.Log(\"cf\", Measure_flor(net, epoch));", "static float Measure_flor(Net net, int scale)");
    }

    [Fact]
    public void Helper_of_a_static_class_in_another_file_comes_along()
    {
        var newest = PropagationCase.ParseAll(
            ("Program.cs", Logging("flor.Log(\"cf\", Measures.Norm(net));").ToString()),
            ("Measures.cs", "using TorchSharp;\ninternal static class Measures\n{\n    private static readonly float[] Scales = [1, 2];\n    public static float Norm(Module net) => net.weight.norm().item() * Scales[0];\n}\n"));
        var placed = FlorDb.Replay.Propagation.Propagator.Propagate(newest, PropagationCase.Parse(Plain.ToString()), ["cf"]).Program.Files["Program.cs"];
        Contains(placed, "flor.Log(\"cf\", Norm(net));", "static float Norm(Module net) => net.weight.norm().item() * CarriedScales.Scales[0];", "internal static class CarriedScales");
    }

    [Fact]
    public void Class_that_was_renamed_keeps_its_old_name()
    {
        static string Renamed(string text) => text.Replace("Net", "Perceptron", StringComparison.Ordinal);
        var newest = Logging("flor.Log(\"cf\", ConfusionMatrix(net, test));") with { Helpers = Plain.Helpers + "\n\n" + Training.MatrixHelper };
        Contains(PropagationCase.Place(newest.ToString(), Renamed(Plain.ToString())), "static Tensor ConfusionMatrix(Perceptron net, DataLoader data)");
    }

    [Fact]
    public void Sum_over_the_nested_loop_is_built_in_the_same_places()
    {
        var newest = Plain with
        {
            BeforeSteps = "var total = 0.0;",
            Step = Plain.Step + "\ntotal += loss.item();",
            AfterSteps = LogAccuracy + "\nflor.Log(\"cf\", total);",
        };
        Assert.Equal(newest.ToString(), Place(newest, Plain));
    }

    [Fact]
    public void Best_value_so_far_is_kept_in_the_same_places()
    {
        var newest = Plain with { Setup = Plain.Setup + "\nvar best = 0.0;", AfterSteps = LogAccuracy + "\nbest = Math.Max(best, Evaluate(net, test));\nflor.Log(\"cf\", best);" };
        var placed = Place(newest, Plain);
        Contains(placed, "var best = 0.0;\n", "    best = Math.Max(best, Evaluate(net, test));\n    flor.Log(\"cf\", best);\n");
        Assert.True(placed.IndexOf("var best", StringComparison.Ordinal) < placed.IndexOf("foreach", StringComparison.Ordinal));
    }
}
