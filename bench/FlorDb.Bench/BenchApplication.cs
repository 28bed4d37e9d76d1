using FlorDb.Bench.Peers;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;
using FlorDb.Storage;
using Spectre.Console;

namespace FlorDb.Bench;

/// <summary>The command line: <c>SUITE [--quick] [NAME-FILTER]</c>. The table goes to the output, progress to the errors.</summary>
internal static class BenchApplication
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUse = 2;

    public static int Run(string[] arguments, RepositoryFolders folders, TextWriter output, TextWriter errors)
    {
        bool isQuick = arguments.Contains("--quick");
        string[] words = [.. arguments.Where(word => word != "--quick")];
        if (words.Length is < 1 or > 2 || words.FirstOrDefault(word => word.StartsWith('-')) is not null)
            return Refuse(errors, "usage: bench/run.sh SUITE [--quick] [NAME-FILTER]");
        if (Suite.Find(words[0]) is not { } suite) return Refuse(errors, $"There is no suite \"{words[0]}\".");
        string filter = words.ElementAtOrDefault(1) ?? "";
        var benchmarks = suite.Benchmarks.Where(benchmark => benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        if (benchmarks.Count == 0) return Refuse(errors, $"No benchmark of {suite.Name} has \"{filter}\" in its name: {string.Join(", ", suite.Benchmarks.Select(b => b.Name))}.");
        if (isQuick) errors.WriteLine("--quick: sizes are so small that the figures say nothing.");
        return Run(suite, benchmarks, new BenchContext(folders, isQuick, errors), output, errors);
    }

    private static int Run(Suite suite, IReadOnlyList<Benchmark> benchmarks, BenchContext context, TextWriter output, TextWriter errors)
    {
        var figures = new List<Figure>();
        int exitCode = Success;
        foreach (var benchmark in benchmarks)
        {
            errors.WriteLine($"{suite.Name}/{benchmark.Name} ...");
            try
            {
                figures.AddRange(benchmark.Run(context));
                // After each, so that a run which is stopped leaves what it has measured.
                FigureFile.Write(context.Folders.ResultsOf(suite.Name), figures);
            }
            catch (Exception failure) when (failure is WrongAnswerException or StoreException or SqliteException or IOException)
            {
                errors.WriteLine($"{suite.Name}/{benchmark.Name} FAILED: {failure.Message}");
                exitCode = Failure;
            }
        }

        figures.AddRange(suite.Summarise([.. figures]));
        FigureFile.Write(context.Folders.ResultsOf(suite.Name), figures);
        FigureTable.Print(Console(output), figures);
        return exitCode;
    }

    private static IAnsiConsole Console(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;
        return console;
    }

    private static int Refuse(TextWriter errors, string message)
    {
        errors.WriteLine(message);
        errors.WriteLine($"Suites: {string.Join(", ", Suite.All.Select(suite => suite.Name))}.");
        return WrongUse;
    }
}
