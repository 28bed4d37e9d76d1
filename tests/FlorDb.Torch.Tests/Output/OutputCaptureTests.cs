using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Output;

/// <summary>They write to the console of the process, which no other test of this collection does at the same time.</summary>
[Collection(SharedTorch.Name)]
public sealed class OutputCaptureTests : IDisposable
{
    private readonly TrainingStore _store = new() { Configure = options => options.CaptureOutput = true };
    private readonly TextWriter _out = Console.Out;
    private readonly StringWriter _written = new();

    public OutputCaptureTests() => Console.SetOut(_written);

    public void Dispose()
    {
        Console.SetOut(_out);
        _written.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void Lines_are_written_and_logged_where_they_were_written()
    {
        var run = _store.Record(flor =>
        {
            Console.WriteLine("before");
            foreach (int epoch in flor.Loop("epoch", 2))
            {
                Console.Write("epoch ");
                Console.WriteLine(epoch);
                Console.WriteLine("done {0}", epoch);
            }

            Console.Write("no end of the line");
        });

        Console.WriteLine("later");
        Assert.Equal("before\nepoch 0\ndone 0\nepoch 1\ndone 1\nno end of the linelater\n", _written.ToString());
        var cells = _store.Cells(run);
        Assert.Equal(
            ["console/out", "console/out#1", "epoch=0 console/out", "epoch=0 console/out#1", "epoch=1 console/out", "epoch=1 console/out#1"],
            cells.Keys);
        Assert.Equal((CellValue.Of("before"), CellValue.Of("no end of the line")), (cells["console/out"], cells["console/out#1"]));
        Assert.Equal(CellValue.Of("done 1"), cells["epoch=1 console/out#1"]);
    }

    [Fact]
    public void Console_is_as_it_was_when_the_run_has_ended()
    {
        var before = Console.Out;
        _store.Record(_ => Assert.NotSame(before, Console.Out));

        Assert.Same(before, Console.Out);
    }

    [Fact]
    public void Writer_that_the_program_has_put_in_stays()
    {
        using var own = new StringWriter();
        _store.Record(_ => Console.SetOut(own));
        Console.Write("x");

        Assert.Equal("x", own.ToString());
    }

    [Fact]
    public void Only_so_many_lines_are_kept_and_the_last_cell_says_so()
    {
        var run = _store.Record(_ =>
        {
            for (int i = 0; i < FlorDb.Torch.Output.OutputCapture.MostLines + 10; i++) Console.WriteLine(i);
        });

        var cells = _store.Cells(run);
        Assert.Equal(FlorDb.Torch.Output.OutputCapture.MostLines + 1, cells.Count);
        Assert.StartsWith("The run has written 100000 lines", cells["console/out#100000"].AsString(), StringComparison.Ordinal);
    }
}
