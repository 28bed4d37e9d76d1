using FlorDb.Replay.Propagation.Source;

namespace FlorDb.Replay.Tests.Propagation;

public class SourceColumnTests
{
    private static string[] Columns(string text) => [.. Columns(PropagationCase.Parse(text))];

    private static IEnumerable<string> Columns(SourceProgram program) =>
        from log in program.Flor.Logs
        from path in program.Calls.PathsOf(log.Syntax)
        select $"{path}:{log.Name}";

    [Fact]
    public void Names_are_found_with_the_loops_around_them() =>
        Assert.Equal(["epoch/step:loss", "epoch:accuracy"], Columns(new Training().ToString()));

    [Fact]
    public void Names_are_found_without_the_library_at_hand()
    {
        var program = new SourceProgram(
            new Dictionary<string, string> { ["Program.cs"] = new Training().ToString() }, CodeReferences.ForProject(Path.Combine(Path.GetTempPath(), "none")));
        Assert.Equal(["epoch/step:loss", "epoch:accuracy"], Columns(program));
    }

    [Fact]
    public void Constants_and_nameof_are_names_and_computed_texts_are_not() => Assert.Equal([":a", ":b", ":c"], Columns("""
        using FlorDb.Torch;
        const string B = "b";
        var c = 1;
        using var flor = Flor.Start(args);
        flor.Log("a", 1);
        flor.Log(B, 2);
        flor.Log(nameof(c), c);
        flor.Log("d" + args.Length, 4);
        """));

    [Fact]
    public void Method_that_is_called_from_a_loop_belongs_to_it() => Assert.Equal(["epoch:norm", "epoch/step:norm"], Columns("""
        using FlorDb.Torch;
        using var flor = Flor.Start(args);
        foreach (var e in flor.Loop("epoch", 3))
        {
            Report(flor, 1);
            foreach (var s in flor.Loop("step", 3)) Report(flor, 2);
        }

        static void Report(Flor flor, int value) => flor.Log("norm", value);
        static void Never(Flor flor) => flor.Log("never", 1);
        """));

    [Fact]
    public void Loop_sequence_in_a_variable_is_followed() => Assert.Equal(["epoch:e"], Columns("""
        using FlorDb.Torch;
        using var flor = Flor.Start(args);
        var epochs = flor.Loop("epoch", 3);
        foreach (var e in epochs) flor.Log("e", e);
        """));

    [Fact]
    public void Field_that_holds_the_run_is_recognised() => Assert.Equal(["fold/epoch:e"], Columns("""
        using FlorDb.Torch;
        internal sealed class Trainer(string[] args)
        {
            private readonly Flor _run = Flor.Start(args);
            public void Fit() { foreach (var e in _run.Loop("epoch", 3)) _run.Log("e", e); }
            public void Folds() { foreach (var f in _run.Loop("fold", 2)) Fit(); }
            private static void Main(string[] args) => new Trainer(args).Folds();
        }
        """));

    [Fact]
    public void Log_methods_of_other_objects_are_not_ours() => Assert.Empty(Columns("""
        var logger = new Logger();
        logger.Log("a", 1);
        internal sealed class Logger { public void Log(string name, object value) { } }
        """));
}
