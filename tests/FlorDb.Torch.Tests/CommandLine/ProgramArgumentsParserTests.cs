using FlorDb.Torch.CommandLine;

namespace FlorDb.Torch.Tests.CommandLine;

public sealed class ProgramArgumentsParserTests
{
    [Fact]
    public void Options_are_taken_and_the_rest_is_the_programs()
    {
        var parsed = ProgramArgumentsParser.Parse(["data.csv", "--flor", "first", "--query", "x", "--kwargs", "hidden=250", "lr=5e-4", "last", "--replay", "all"]);

        Assert.Equal("first", parsed.Label);
        Assert.Equal([("hidden", "250"), ("lr", "5e-4")], parsed.Named.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["data.csv", "--query", "x", "last", "--replay", "all"], parsed.Own.ToArray());
        Assert.Null(parsed.Replay);
        Assert.Equal(11, parsed.All.Length);
    }

    [Fact]
    public void Values_of_kwargs_end_at_the_next_option()
    {
        var parsed = ProgramArgumentsParser.Parse(["--kwargs", "a=-1", "b=", "c=x=y", "--d=4"]);

        Assert.Equal([("a", "-1"), ("b", ""), ("c", "x=y")], parsed.Named.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["--d=4"], parsed.Own.ToArray());
    }

    [Fact]
    public void Everything_after_a_lone_double_dash_is_the_programs() =>
        Assert.Equal(["--", "--flor", "x", "--kwargs"], ProgramArgumentsParser.Parse(["--", "--flor", "x", "--kwargs"]).Own.ToArray());

    [Theory]
    [InlineData("--flor-resume", null)]
    [InlineData("--flor-resume --kwargs a=1", null)]
    [InlineData("--flor-resume first --kwargs a=1", "first")]
    public void Run_to_resume_is_read_if_it_is_named(string line, string? run) =>
        Assert.Equal(new ResumeTarget(run), ProgramArgumentsParser.Parse(line.Split(' ')).Resume);

    [Theory]
    [InlineData("--flor-resume --replay_flor 1/1", "--flor-resume and --replay_flor don't go together")]
    [InlineData("--flor-resume a --flor-resume", "--flor-resume is given twice")]
    public void Resuming_is_asked_for_once_and_not_with_a_replay(string line, string message) =>
        Assert.StartsWith(message, Assert.Throws<FlorException>(() => ProgramArgumentsParser.Parse(line.Split(' '))).Message, StringComparison.Ordinal);

    [Fact]
    public void Part_of_a_replay_is_read()
    {
        var parsed = ProgramArgumentsParser.Parse(["--flor", "first", "--replay_flor", "3/5"]);

        Assert.Equal(new ReplayPart(3, 5), parsed.Replay);
        Assert.Equal("first", parsed.Label);
    }

    [Theory]
    [InlineData("--flor needs a name for the run after it.", "--flor")]
    [InlineData("--flor needs a name for the run after it.", "--flor", "--kwargs", "a=1")]
    [InlineData("--flor is given twice; give one name.", "--flor", "a", "--flor", "b")]
    [InlineData("--flor \" \" is not a name for a run; a name has a visible character and no control characters.", "--flor", " ")]
    [InlineData("--kwargs needs arguments of the form name=value after it, such as --kwargs hidden=250 lr=5e-4.", "--kwargs", "hidden")]
    [InlineData("--kwargs has \"a\" twice; give it one value.", "--kwargs", "a=1", "a=2")]
    [InlineData("--kwargs has \"=3\", which lacks a name before the \"=\".", "--kwargs", "=3")]
    [InlineData("--replay_flor \"6/5\" is not a part of a replay; the second of five parts is --replay_flor 2/5.", "--replay_flor", "6/5")]
    [InlineData("--replay_flor \"0/5\" is not a part of a replay; the second of five parts is --replay_flor 2/5.", "--replay_flor", "0/5")]
    [InlineData("--replay_flor \"x\" is not a part of a replay; the second of five parts is --replay_flor 2/5.", "--replay_flor", "x")]
    public void Wrong_use_is_told(string message, params string[] arguments)
    {
        var failure = Assert.Throws<FlorException>(() => ProgramArgumentsParser.Parse(arguments));

        Assert.Equal(message, failure.Message);
        Assert.Equal(2, failure.ExitCode);
    }
}
