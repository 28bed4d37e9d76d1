using FlorDb.Replay.Planning.State;
using FlorDb.Replay.Tests.Propagation;

namespace FlorDb.Replay.Tests.Planning.State;

public class HiddenStateTests
{
    private static readonly Training Plain = new();

    private static string[] Leaks(Training training) => Find(training, "step", (state, loop) => state.LeaksOf(loop));

    private static string[] Carried(Training training) => Find(training, "epoch", (state, loop) => state.CarriedBy(loop));

    private static string[] Find(Training training, string loop, Func<HiddenState, FlorDb.Replay.Propagation.Source.FlorLoop, IEnumerable<string>> ask)
    {
        var program = PropagationCase.Parse(training.ToString());
        Assert.DoesNotContain(program.Errors, error => error.Id != "CS0246");
        return [.. ask(new HiddenState(program), program.Flor.Loops.Single(found => found.Name == loop))];
    }

    [Fact]
    public void Program_that_registers_all_its_state_hides_nothing()
    {
        Assert.Empty(Leaks(Plain));
        Assert.Empty(Carried(Plain));
    }

    [Fact]
    public void Sum_over_the_nested_loop_leaks_from_it_but_not_from_the_iteration()
    {
        var training = Plain with { BeforeSteps = "var total = 0.0;", Step = Plain.Step + "\ntotal += loss.item();", AfterSteps = "flor.Log(\"total\", total);" };
        Assert.Equal(["total"], Leaks(training));
        Assert.Empty(Carried(training));
    }

    [Fact]
    public void Best_value_so_far_is_carried_between_iterations()
    {
        var training = Plain with { Setup = Plain.Setup + "\nvar best = 0.0;", AfterSteps = "best = Math.Max(best, Evaluate(net, test));\nflor.Log(\"best\", best);" };
        Assert.Empty(Leaks(training));
        Assert.Equal(["best"], Carried(training));
    }

    [Fact]
    public void Variable_that_is_registered_is_no_hidden_state()
    {
        var training = Plain with
        {
            Setup = Plain.Setup + "\nvar best = 0.0;\nflor.Variable(\"best\", () => best, value => best = value);",
            AfterSteps = "best = Math.Max(best, Evaluate(net, test));\nflor.Log(\"best\", best);",
        };
        Assert.Empty(Carried(training));
    }

    [Fact]
    public void Variable_that_each_iteration_sets_anew_is_not_carried()
    {
        var training = Plain with { Setup = Plain.Setup + "\nvar accuracy = 0.0;", AfterSteps = "accuracy = Evaluate(net, test);\nflor.Log(\"accuracy\", accuracy);" };
        Assert.Empty(Carried(training));
    }

    [Fact]
    public void List_that_the_nested_loop_fills_leaks()
    {
        var training = Plain with { Setup = Plain.Setup + "\nvar losses = new List<float>();", Step = Plain.Step + "\nlosses.Add(loss.item());", AfterSteps = "flor.Log(\"mean\", losses.Average());" };
        Assert.Equal(["losses"], Leaks(training));
        Assert.Equal(["losses"], Carried(training));
    }

    [Fact]
    public void Array_element_that_is_set_leaks()
    {
        var training = Plain with { Setup = Plain.Setup + "\nvar last = new float[1];", Step = Plain.Step + "\nlast[0] = loss.item();", AfterSteps = "flor.Log(\"last\", last[0]);" };
        Assert.Equal(["last"], Leaks(training));
    }

    [Fact]
    public void Schedule_that_is_not_registered_is_carried()
    {
        var training = Plain with { Setup = Plain.Setup + "\nvar schedule = new StepLR(optimizer, 2);", AfterSteps = "schedule.step();" };
        Assert.Equal(["schedule"], Carried(training));
    }

    [Fact]
    public void Network_that_is_trained_but_not_registered_is_carried()
    {
        var training = Plain with { Setup = Plain.Setup.Replace("(\"net\", net), (\"optimizer\", optimizer)", "(\"optimizer\", optimizer)", StringComparison.Ordinal) };
        Assert.Equal(["net"], Carried(training));
        Assert.Equal(["net"], Leaks(training));
    }

    [Fact]
    public void Field_that_a_called_method_changes_is_found()
    {
        var training = Plain with
        {
            Step = Plain.Step + "\nCounter.Count();",
            AfterSteps = "flor.Log(\"seen\", Counter.Seen);",
            Types = Plain.Types + "\n\nstatic class Counter\n{\n    public static int Seen;\n    public static void Count() => Seen++;\n}",
        };
        Assert.Equal(["Seen"], Leaks(training));
        Assert.Equal(["Seen"], Carried(training));
    }

    [Fact]
    public void List_that_a_called_method_fills_through_its_parameter_is_found()
    {
        var training = Plain with
        {
            Setup = Plain.Setup + "\nvar losses = new List<float>();",
            Step = Plain.Step + "\nKeep(losses, loss);",
            AfterSteps = "flor.Log(\"mean\", losses.Average());",
            Helpers = Plain.Helpers + "\n\nstatic void Keep(List<float> kept, Tensor loss) => kept.Add(loss.item());",
        };
        Assert.Equal(["losses"], Leaks(training));
    }

    [Fact]
    public void Variable_that_a_local_function_captures_and_changes_is_found()
    {
        var training = Plain with
        {
            Setup = Plain.Setup + "\nvar seen = 0;",
            Step = Plain.Step + "\nCount();",
            AfterSteps = "flor.Log(\"seen\", seen);",
            Helpers = Plain.Helpers + "\n\nvoid Count() => seen++;",
        };
        Assert.Equal(["seen"], Leaks(training));
    }

    [Fact]
    public void Stopwatch_is_no_state_of_the_training()
    {
        var training = Plain with { Setup = Plain.Setup + "\nvar watch = System.Diagnostics.Stopwatch.StartNew();", AfterSteps = "flor.Log(\"time\", watch.Elapsed.TotalSeconds);\nwatch.Restart();" };
        Assert.Empty(Carried(training));
    }

    [Fact]
    public void Registered_network_of_a_caller_counts_for_the_method_it_is_passed_to()
    {
        var program = PropagationCase.Parse($$"""
            using FlorDb.Torch;
            using TorchSharp;
            using var flor = Flor.Start(args);
            {{Plain.Setup}}
            Train(flor, net, optimizer, train);

            static void Train(Flor run, Net model, Adam adam, DataLoader data)
            {
                foreach (var epoch in run.Loop("epoch", 3))
                {
                    foreach (var (x, y) in run.Loop("step", data)) adam.step();
                    run.Log("norm", model.weight.norm().item());
                }
            }

            {{Training.NetType}}
            """);
        var state = new HiddenState(program);
        Assert.All(program.Flor.Loops, loop => Assert.Empty(state.LeaksOf(loop).Concat(state.CarriedBy(loop))));
    }
}
