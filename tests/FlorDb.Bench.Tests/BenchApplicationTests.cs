using System.Text.Json;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Tests;

public sealed class BenchApplicationTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("flordb-bench-");

    [Fact]
    public void Quick_run_of_one_benchmark_prints_its_figures_and_writes_them()
    {
        var (exitCode, output, errors) = Run("storage", "--quick", "recovery");

        Assert.True(exitCode == 0, errors);
        Assert.Contains("recovery, numbers", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root.FullName, "bench", "results", "storage.json")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_root.FullName, "artifacts", "bench")));
        Assert.All(json.RootElement.EnumerateArray(), figure => Assert.True(figure.GetProperty("value").GetDouble() > 0));
    }

    [Theory]
    [InlineData("ppo", 5 * (3 * 16 + 2))]
    [InlineData("resnet", 2 * (3 * 4 + 1))]
    public void Quick_run_of_a_recorded_training_counts_its_cells_and_checkpoints(string training, int cells)
    {
        var (exitCode, output, errors) = Run("record", "--quick", training);

        Assert.True(exitCode == 0, errors);
        Assert.Contains("1 trainings, adaptive, mean overhead", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root.FullName, "bench", "results", "record.json")));
        var figures = json.RootElement.EnumerateArray().ToDictionary(figure => figure.GetProperty("name").GetString()!, figure => figure.GetProperty("value").GetDouble());
        Assert.All(["adaptive", "every epoch", "no checkpoints"], setting => Assert.Equal(cells, figures[$"{training}, {setting}, cells"]));
        Assert.True(figures[$"{training}, every epoch, checkpoints"] >= 2);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_root.FullName, "artifacts", "bench")));
    }

    [Fact]
    public void Quick_run_of_checkpoints_of_a_model_compares_all_regimes()
    {
        const string Script = "torch_state.py";
        var peers = _root.CreateSubdirectory(Path.Combine("bench", "peers"));
        File.Copy(Path.Combine(RepositoryFolders.Find().Peers, Script), Path.Combine(peers.FullName, Script));

        var (exitCode, _, errors) = Run("checkpoint", "--quick", "yolos");

        Assert.True(exitCode == 0, errors);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root.FullName, "bench", "results", "checkpoint.json")));
        var figures = json.RootElement.EnumerateArray().ToLookup(figure => figure.GetProperty("name").GetString()!, figure => figure.GetProperty("value").GetDouble());
        Assert.All(["everything", "head", "rows"], regime => Assert.All([.. figures[$"YOLOS-tiny, {regime}, stored"], .. figures[$"YOLOS-tiny, {regime}, restore"]], value => Assert.True(value > 0)));
        Assert.True(figures["YOLOS-tiny, head, stored"].First() < figures["YOLOS-tiny, everything, stored"].First());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_root.FullName, "artifacts", "bench")));
    }

    [Theory]
    [InlineData("There is no suite \"nonsense\".", "nonsense")]
    [InlineData("No benchmark of storage has \"nonsense\" in its name:", "storage", "nonsense")]
    [InlineData("usage: bench/run.sh SUITE [--quick] [NAME-FILTER]")]
    [InlineData("usage: bench/run.sh SUITE [--quick] [NAME-FILTER]", "storage", "--fast")]
    public void Wrong_use_is_told(string message, params string[] arguments)
    {
        var (exitCode, output, errors) = Run(arguments);

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.StartsWith(message, errors, StringComparison.Ordinal);
        Assert.EndsWith("Suites: storage, record, checkpoint, replay.\n", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        int exitCode = BenchApplication.Run(arguments, new RepositoryFolders(_root.FullName), output, errors);
        return (exitCode, output.ToString(), errors.ToString());
    }
}
