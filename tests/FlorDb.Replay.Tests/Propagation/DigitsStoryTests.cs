using System.Reflection;
using FlorDb.Replay.Planning.State;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;

namespace FlorDb.Replay.Tests.Propagation;

/// <summary>The versions of the digits example, bound without the library that they use: names have to do.</summary>
public class DigitsStoryTests
{
    [Theory]
    [InlineData("../Program")]
    [InlineData("2-smallerModel")]
    [InlineData("3-smallerModel")]
    [InlineData("4-increaseLR")]
    [InlineData("5-smallerBatchSize")]
    public void Confusion_matrix_goes_into_each_version_and_its_steps_can_be_skipped(string version)
    {
        var patched = Propagator.Propagate(Read("6-EpicDemo"), Read(version), ["cf_matrix"]).Program;
        var text = patched.Files["Program.cs"];
        Assert.Contains("            flor.Log(\"cf_matrix\", ConfusionMatrix(net, testImages, testLabels));\n", text, StringComparison.Ordinal);
        Assert.Contains("    private static long[,] ConfusionMatrix(Module<Tensor, Tensor> net, Tensor images, Tensor labels)\n", text, StringComparison.Ordinal);
        Assert.Equal(["epoch"], patched.Flor.Logs.Where(log => log.Name == "cf_matrix").SelectMany(log => patched.Calls.PathsOf(log.Syntax)).Select(path => path.ToString()));
        var state = new HiddenState(patched);
        Assert.All(patched.Flor.Loops, loop => Assert.Empty(state.LeaksOf(loop).Concat(state.CarriedBy(loop))));
    }

    private static SourceProgram Read(string version)
    {
        var folder = typeof(DigitsStoryTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Story").Value!;
        var files = new Dictionary<string, string> { ["Program.cs"] = File.ReadAllText(Path.Combine(folder, version + ".cs")) };
        return new SourceProgram(files, CodeReferences.ForProject(Path.Combine(Path.GetTempPath(), "no-such-project")));
    }
}
