using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Recording;

[Collection(SharedTorch.Name)]
public sealed class LoopTests : IDisposable
{
    private readonly TrainingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Value_belongs_to_the_innermost_iteration()
    {
        var run = _store.Record(flor =>
        {
            flor.Log("before", 1);
            foreach (int epoch in flor.Loop("epoch", 2))
            {
                foreach (string word in flor.Loop("word", (string[])["a", "b"])) flor.Log("inner", word + epoch);
                flor.Log("outer", epoch);
            }

            flor.Log("after", 2);
        });

        Assert.Equal(
            [
                "after", "before", "epoch=0 outer", "epoch=0 word=0 inner", "epoch=0 word=1 inner", "epoch=1 outer", "epoch=1 word=0 inner", "epoch=1 word=1 inner",
            ],
            _store.Cells(run).Keys);
        Assert.Equal(CellValue.Of("b1"), _store.Cells(run)["epoch=1 word=1 inner"]);
    }

    [Fact]
    public void Loop_of_the_same_name_goes_on_counting()
    {
        var run = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("part", 2)) flor.Log("v", i);
            foreach (int i in flor.Loop("part", 3)) flor.Log("v", i);
        });

        Assert.Equal(["part=0 v", "part=1 v", "part=2 v", "part=3 v", "part=4 v"], _store.Cells(run).Keys);
        Assert.Equal([(2L, true), (5L, true)], Ends(run));
    }

    [Fact]
    public void Same_inner_name_in_sibling_loops_makes_two_paths()
    {
        var run = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("train", 1))
                foreach (int j in flor.Loop("batch", 1)) flor.Log("v", j);
            foreach (int i in flor.Loop("test", 1))
                foreach (int j in flor.Loop("batch", 1)) flor.Log("v", j);
        });

        Assert.Equal(["test=0 batch=0 v", "train=0 batch=0 v"], _store.Cells(run).Keys);
    }

    [Fact]
    public void Loop_left_by_break_or_return_is_recorded_as_not_completed()
    {
        var run = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("a", 5))
                if (i == 2) break;
            _ = FindFirst(flor);
            flor.Log("after", 1);
        });

        Assert.Equal([(3L, false), (2L, false)], Ends(run));
        Assert.Equal(["after"], _store.Cells(run).Keys);
    }

    [Fact]
    public void Loop_left_by_an_exception_has_no_end()
    {
        var run = _store.Record(flor =>
        {
            try
            {
                foreach (int i in flor.Loop("a", 5)) throw new InvalidOperationException("in the body");
            }
            catch (InvalidOperationException)
            {
                foreach (int i in flor.Loop("b", 5)) break;
            }

            flor.Log("after", 1);
        });

        Assert.Equal([(1L, false)], Ends(run));
        Assert.Equal(["after"], _store.Cells(run).Keys);
        Assert.Equal(RunState.Completed, _store.Run(run).State);
    }

    [Fact]
    public void Break_inside_of_a_catch_block_is_a_break()
    {
        var run = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("a", 5))
            {
                try
                {
                    throw new InvalidOperationException("handled");
                }
                catch (InvalidOperationException)
                {
                    break;
                }
            }
        });

        Assert.Equal([(1L, false)], Ends(run));
    }

    [Fact]
    public void Enumerator_that_nobody_disposed_ends_with_the_loop_around_it()
    {
        var run = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("outer", 2))
            {
                var inner = flor.Loop("inner", 3).GetEnumerator();
                inner.MoveNext();
                flor.Log("v", i);
            }
        });

        Assert.Equal(["outer=0 inner=0 v", "outer=1 inner=0 v"], _store.Cells(run).Keys);
        Assert.Equal([(1L, false), (1L, false), (2L, true)], Ends(run));
    }

    [Fact]
    public void Sequence_is_enumerated_lazily()
    {
        var seen = new List<int>();
        IEnumerable<int> Numbers()
        {
            for (int i = 0; ; i++)
            {
                seen.Add(i);
                yield return i;
            }
        }

        _store.Record(flor =>
        {
            foreach (int i in flor.Loop("n", Numbers()))
                if (i == 2) break;
        });

        Assert.Equal([0, 1, 2], seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$own")]
    [InlineData("a\nb")]
    public void Name_against_the_rule_is_refused(string name) => _store.Record(flor =>
    {
        Assert.Throws<ArgumentException>(() => flor.Loop(name, 1));
        Assert.Throws<ArgumentException>(() => flor.Log(name, 1));
        Assert.Throws<ArgumentException>(() => flor.Arg(name, 1));
    });

    [Fact]
    public void Exception_on_its_way_out_fails_the_run()
    {
        RunKey run = default;
        Assert.Throws<InvalidOperationException>(() => _store.Record(flor =>
        {
            foreach (int i in flor.Loop("epoch", 3))
            {
                flor.Log("v", i);
                if (i == 1) throw new InvalidOperationException("no more memory");
            }
        }));

        var info = _store.Read(snapshot => snapshot.Runs.Single());
        run = info.Key;
        Assert.Equal(RunState.Failed, info.State);
        Assert.Equal("InvalidOperationException: no more memory", info.Message);
        Assert.Equal(["epoch=0 v", "epoch=1 v"], _store.Cells(run).Keys);
    }

    [Fact]
    public void Disposed_run_refuses_more()
    {
        Flor? kept = null;
        _store.Record(flor => kept = flor);

        Assert.Throws<ObjectDisposedException>(() => kept!.Log("late", 1));
        Assert.Throws<ObjectDisposedException>(() => kept!.Loop("late", 1));
        kept!.Dispose();
    }

    [Fact]
    public void Checkpoints_stand_around_and_inside_of_outermost_loops_only()
    {
        var run = _store.Record(flor =>
        {
            foreach (int i in flor.Loop("epoch", 2))
                foreach (int j in flor.Loop("step", 2))
                    foreach (int k in flor.Loop("part", 2)) { }
        });

        var positions = _store.Read(snapshot => snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run)
            .Select(checkpoint => $"{checkpoint.Position.Path} {string.Join(',', checkpoint.Position.Indices)} {checkpoint.Position.Moment} {checkpoint.Position.Iterations}").ToList());
        Assert.Equal(
            [
                "epoch  BeforeLoop 0", "epoch/step 0 AfterLoop 2", "epoch 0 IterationEnd 1", "epoch/step 1 AfterLoop 2", "epoch 1 IterationEnd 2", "epoch  AfterLoop 2",
            ],
            positions);
    }

    private static int FindFirst(Flor flor)
    {
        foreach (int i in flor.Loop("b", 5))
            if (i == 1) return i;
        return -1;
    }

    private List<(long Iterations, bool Completed)> Ends(RunKey run) =>
        _store.Read(snapshot => snapshot.LoopEnds.Where(end => end.Run == run).Select(end => (end.Iterations, end.Completed)).ToList());
}
