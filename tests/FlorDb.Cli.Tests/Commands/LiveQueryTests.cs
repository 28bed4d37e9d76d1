using System.Diagnostics;
using FlorDb.Cli.Tests.Support;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Commands;

public sealed class LiveQueryTests
{
    [Fact]
    public void Query_of_another_process_sees_a_training_that_is_writing()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.File(".flor"));
        using var run = store.BeginRun(Header());
        for (var epoch = 0; epoch < 3; epoch++)
        {
            run.Log(run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of((long)epoch)), "loss", CellValue.Of(1.0 / (epoch + 1)));

            var output = Flor(folder.Root, "SELECT state, count(loss) AS logged, min(loss) AS best FROM runs GROUP BY state");

            Assert.Equal(["state,logged,best", $"running,{epoch + 1},{CellOf(epoch)}"], output);
        }

        run.EndLoop(ContextId.Root, "epoch", 3, completed: true);
        run.Finish(RunState.Completed);
        Assert.Equal(["state,logged", "completed,3"], Flor(folder.Root, "SELECT state, count(loss) AS logged FROM runs GROUP BY state"));
    }

    private static string CellOf(int epoch) => epoch == 0 ? "1.0" : (1.0 / (epoch + 1)).ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static RunHeader Header() => new()
    {
        Key = RunKey.Create(DateTimeOffset.UtcNow),
        ProjectId = "digits",
        RunId = "live",
        Timestamp = DateTimeOffset.UtcNow,
        VersionId = new string('a', 40),
        FileName = "Program.cs",
    };

    private static string[] Flor(string folder, string query)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "flor.dll"), "query", query, "--format", "csv"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("FLOR_STORE");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
