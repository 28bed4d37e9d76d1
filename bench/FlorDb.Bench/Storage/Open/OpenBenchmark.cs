using System.Globalization;
using System.Text.Json;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Storage.Open;

/// <summary>Opening a store and listing its runs in a fresh process; its files are in the page cache.</summary>
internal sealed class OpenBenchmark : Benchmark
{
    private const double Mega = 1e6;

    public override string Name => "open";

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        using var folder = context.NewFolder();
        int largest = context.Size(10_000, 300);
        int there = 0;
        foreach (int runs in (int[])[10, context.Size(1_000, 100), largest])
        {
            context.Say($"  adding runs up to {runs} ...");
            ManyRuns.Add(folder.At("store"), runs, there);
            there = runs;
            foreach (var figure in Measure(context, folder.At("store"), runs, isLargest: runs == largest)) yield return figure;
        }
    }

    private static IEnumerable<Figure> Measure(BenchContext context, string store, int runs, bool isLargest)
    {
        var answers = Enumerable.Range(0, context.Rounds).Select(_ => Open(store, runs)).ToList();
        string what = string.Create(CultureInfo.InvariantCulture, $"{runs:#,0} runs");
        Goal? time = isLargest ? Goal.Value(100) : null, memory = isLargest ? Goal.Value(100) : null;
        yield return new Figure($"open {what}, first in a process", Rounds.Median(answers, answer => answer.First), Unit.Milliseconds) { Goal = time };
        yield return new Figure($"open {what}, of it compiling", Rounds.Median(answers, answer => answer.Compiling), Unit.Milliseconds);
        yield return new Figure($"open {what}, again", Rounds.Median(answers, answer => answer.Again), Unit.Milliseconds) { Goal = time };
        yield return new Figure($"open {what}, process grows by", Rounds.Median(answers, answer => answer.Resident / Mega), Unit.Megabytes) { Goal = memory };
        yield return new Figure($"open {what}, managed memory", Rounds.Median(answers, answer => answer.Managed / Mega), Unit.Megabytes);
        yield return new Figure($"open {what}, store on disk", ScratchFolder.BytesOf(store) / Mega, Unit.Megabytes);
    }

    private static OpenProbe.Answer Open(string store, int runs)
    {
        using var child = ChildProcess.Start(OpenProbe.Program, store, runs.ToString(CultureInfo.InvariantCulture));
        return JsonSerializer.Deserialize<OpenProbe.Answer>(child.ReadLine())!;
    }
}
