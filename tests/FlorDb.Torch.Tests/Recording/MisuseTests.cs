using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Recording;

/// <summary>What happens where a program does not keep to the order of things.</summary>
[Collection(SharedTorch.Name)]
public sealed class MisuseTests : IDisposable
{
    private readonly TrainingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Loop_in_a_method_with_yield_ends_when_its_caller_stops()
    {
        static IEnumerable<int> Numbers(Flor flor)
        {
            foreach (int i in flor.Loop("n", 5))
            {
                flor.Log("v", i);
                yield return i;
            }
        }

        var run = _store.Record(flor =>
        {
            foreach (int i in Numbers(flor))
                if (i == 1) break;
            Assert.Equal([0, 1, 2, 3, 4], Numbers(flor));
            flor.Log("after", 1);
        });

        Assert.Equal([(2L, false), (7L, true)], Ends(run));
        Assert.Equal(["after", "n=0 v", "n=1 v", "n=2 v", "n=3 v", "n=4 v", "n=5 v", "n=6 v"], _store.Cells(run).Keys);
    }

    [Fact]
    public void Loop_that_is_never_finished_has_no_end()
    {
        var run = _store.Record(flor =>
        {
            flor.Loop("n", 3).GetEnumerator().MoveNext();
            flor.Log("v", 1);
        });

        Assert.Empty(Ends(run));
        Assert.Equal(["n=0 v"], _store.Cells(run).Keys);
        Assert.Equal(RunState.Completed, _store.Run(run).State);
    }

    [Fact]
    public void Loop_inside_of_one_of_its_name_is_refused_and_one_after_it_is_not()
    {
        var run = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("a", 1))
            {
                foreach (int j in flor.Loop("b", 1))
                {
                    string message = Assert.Throws<InvalidOperationException>(() => flor.Loop("a", 1).ToList()).Message;
                    Assert.Contains("\"a\" is running already: give the loop inside of it another name", message, StringComparison.Ordinal);
                    flor.Log("v", 1);
                }
            }

            foreach (int i in flor.Loop("a", 1)) flor.Log("v", 2);
        });

        Assert.Equal(["a=0 b=0 v", "a=1 v"], _store.Cells(run).Keys);
    }

    [Fact]
    public void Loop_that_goes_on_after_the_one_around_it_throws_instead_of_ending_early() => _store.Record(flor =>
    {
        using var outer = flor.Loop("outer", 3).GetEnumerator();
        outer.MoveNext();
        using var inner = flor.Loop("inner", 3).GetEnumerator();
        inner.MoveNext();
        outer.MoveNext();

        string message = Assert.Throws<InvalidOperationException>(() => inner.MoveNext()).Message;
        Assert.Contains("on several threads, start a run on each", message, StringComparison.Ordinal);
        Assert.True(outer.MoveNext());
        Assert.False(outer.MoveNext());
        Assert.False(outer.MoveNext());
    });

    [Fact]
    public void Loops_on_two_threads_at_once_never_lose_an_iteration_without_an_error()
    {
        const int Iterations = 200;
        var done = new int[2];
        int errors = 0;
        try
        {
            _store.Record(flor => Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, thread =>
            {
                try
                {
                    foreach (int i in flor.Loop($"loop{thread}", Iterations)) done[thread]++;
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref errors);
                }
            }));
        }
        catch (AggregateException failure)
        {
            Assert.All(failure.InnerExceptions, inner => Assert.IsNotType<NullReferenceException>(inner));
            errors++;
        }

        Assert.True(errors > 0 || done.Sum() == 2 * Iterations);
    }

    [Fact]
    public void What_a_sequence_logs_before_its_first_element_belongs_to_the_iteration_around_the_loop()
    {
        static IEnumerable<int> Loader(Flor flor)
        {
            flor.Log("opened", 1);
            yield return 0;
            flor.Log("read", 2);
            yield return 1;
        }

        void Program(Flor flor)
        {
            foreach (int epoch in flor.Loop("epoch", 2))
                foreach (int step in flor.Loop("step", Loader(flor))) { }
        }

        var run = _store.Record(Program);

        Assert.Equal(["epoch=0 opened", "epoch=0 step=0 read", "epoch=1 opened", "epoch=1 step=0 read"], _store.Cells(run).Keys);
        var (summary, _) = _store.Replay(run, Program, ["other"], [new LoopSegment("epoch", [new IterationRange(0, 1)])]);
        Assert.Null(summary.Message);
        Assert.Equal((0L, 0L), (summary.CellsFilled, summary.CellsDiverged));
        Assert.True(summary.CellsCompared >= 4);
    }

    [Fact]
    public void Runs_inside_of_each_other_are_recorded_apart()
    {
        RunKey inner = default;
        var outer = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("outer", 2))
            {
                if (i == 0)
                    inner = _store.Record(nested =>
                    {
                        foreach (int j in nested.Loop("inner", 2)) nested.Log("v", j);
                        flor.Log("from_inside", 1);
                    });
                flor.Log("v", i);
            }
        });

        Assert.Equal(["outer=0 from_inside", "outer=0 v", "outer=1 v"], _store.Cells(outer).Keys);
        Assert.Equal(["inner=0 v", "inner=1 v"], _store.Cells(inner).Keys);
        Assert.Equal((RunState.Completed, RunState.Completed), (_store.Run(outer).State, _store.Run(inner).State));
    }

    [Fact]
    public void Runs_on_two_threads_of_one_process_are_recorded_apart()
    {
        const int Iterations = 100;
        var runs = new RunKey[2];
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, thread => runs[thread] = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("loop", Iterations)) flor.Log($"of{thread}", i);
        }));

        for (int thread = 0; thread < 2; thread++)
        {
            var cells = _store.Cells(runs[thread]);
            Assert.Equal(Iterations, cells.Count);
            Assert.All(Enumerable.Range(0, Iterations), i => Assert.Equal(CellValue.Of(i), cells[$"loop={i} of{thread}"]));
        }
    }

    [Fact]
    public void Run_that_is_disposed_refuses_all_that_would_be_lost()
    {
        Flor? kept = null;
        _store.Record(flor =>
        {
            kept = flor;
            var loop = flor.Loop("n", 3).GetEnumerator();
            loop.MoveNext();
            var later = flor.Loop("later", 3);
            flor.Dispose();

            Assert.Throws<ObjectDisposedException>(() => loop.MoveNext());
            Assert.Throws<ObjectDisposedException>(() => later.First());
            loop.Dispose();
        });

        Assert.Throws<ObjectDisposedException>(() => kept!.Log("v", 1));
        Assert.Throws<ObjectDisposedException>(() => kept!.LogMany(new { v = 1 }));
        Assert.Throws<ObjectDisposedException>(() => kept!.Arg("v", 1));
        Assert.Throws<ObjectDisposedException>(() => kept!.Checkpoints(("random", new Random(1))));
        Assert.Throws<ObjectDisposedException>(() => kept!.Variable("v", () => 1, _ => { }));
        Assert.Throws<ObjectDisposedException>(() => kept!.Shuffler(3));
    }

    private List<(long Iterations, bool Completed)> Ends(RunKey run) =>
        _store.Read(snapshot => snapshot.LoopEnds.Where(end => end.Run == run).Select(end => (end.Iterations, end.Completed)).ToList());
}
