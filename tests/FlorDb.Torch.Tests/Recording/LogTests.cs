using System.Runtime.InteropServices;
using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;
using static TorchSharp.torch;

namespace FlorDb.Torch.Tests.Recording;

[Collection(SharedTorch.Name)]
public sealed class LogTests : IDisposable
{
    private readonly TrainingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Number_is_logged_without_allocating() => _store.Record(flor =>
    {
        foreach (int epoch in flor.Loop("epoch", 1))
        {
            Log(flor);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++) Log(flor);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }

        static void Log(Flor flor)
        {
            flor.Log("loss", 0.5f);
            flor.Log("accuracy", 0.25);
            flor.Log("hits", 3);
            flor.Log("done", true);
        }
    });

    [Fact]
    public void Array_takes_no_copy_on_its_way_to_the_log() => _store.Record(flor =>
    {
        const int Numbers = 1 << 20;
        using var scope = NewDisposeScope();
        var (one, two, contiguous) = (new float[Numbers], new double[2, Numbers / 2], ones(Numbers));
        Log();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Log();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);

        void Log()
        {
            flor.Log("one", one);
            flor.Log("two", two);
            flor.Log("contiguous", contiguous);
            flor.Log("transposed", contiguous.reshape(2, -1).t());
        }
    });

    [Fact]
    public void Value_may_change_once_it_is_logged()
    {
        var run = _store.Record(flor =>
        {
            using var scope = NewDisposeScope();
            var (array, bytes, values) = (new[] { 1, 2 }, new byte[] { 1, 2 }, ones(2));
            flor.Log("array", array);
            flor.Log("bytes", bytes);
            flor.Log("values", values);
            array[0] = bytes[0] = 9;
            values.fill_(9);
        });

        var cells = _store.Cells(run);
        Assert.Equal([1, 2], MemoryMarshal.Cast<byte, int>(cells["array"].AsTensor().Bytes.Span).ToArray());
        Assert.Equal([1, 2], cells["bytes"].AsBinary().ToArray());
        Assert.Equal([1f, 1f], MemoryMarshal.Cast<byte, float>(cells["values"].AsTensor().Bytes.Span).ToArray());
    }

    [Fact]
    public void Several_threads_log_at_once_and_nothing_is_lost()
    {
        const int Threads = 4, Values = 2000;
        var run = _store.Record(flor =>
        {
            foreach (int epoch in flor.Loop("epoch", 2))
                Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
                {
                    for (int i = 0; i < Values; i++) flor.Log($"thread{thread}", i);
                });
        });

        var cells = _store.Cells(run);
        Assert.Equal(2 * Threads * Values, cells.Count);
        for (int thread = 0; thread < Threads; thread++)
            for (int i = 0; i < Values; i++)
                Assert.Equal(CellValue.Of(i), cells[$"epoch=1 thread{thread}{(i == 0 ? "" : $"#{i}")}"]);
    }

    [Fact]
    public void Numbers_that_are_none_are_kept_bit_for_bit()
    {
        double[] odd = [double.NaN, BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0123), double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon];
        var run = _store.Record(flor =>
        {
            foreach (double value in odd) flor.Log("value", value);
            flor.Log("all", odd);
        });

        var cells = _store.Cells(run);
        Assert.Equal(odd.Select(CellValue.Of), odd.Select((_, i) => cells[i == 0 ? "value" : $"value#{i}"]));
        Assert.Equal(odd.Select(BitConverter.DoubleToInt64Bits), MemoryMarshal.Cast<byte, long>(cells["all"].AsTensor().Bytes.Span).ToArray());
    }

    [Fact]
    public void Name_may_hold_values_of_any_types()
    {
        CellValue[] values = [CellValue.Of(1), CellValue.Of(1.5), CellValue.Of("text"), CellValue.Of(true), CellValue.Null];
        var run = _store.Record(flor =>
        {
            flor.Log("v", 1);
            flor.Log("v", 1.5);
            flor.Log("v", "text");
            flor.Log("v", true);
            flor.Log("v", (object?)null);
            flor.Log("v", new float[2]);
        });

        var cells = _store.Cells(run);
        Assert.Equal(values, values.Select((_, i) => cells[i == 0 ? "v" : $"v#{i}"]));
        Assert.Equal(CellKind.Tensor, cells["v#5"].Kind);
    }

    [Fact]
    public void Value_larger_than_a_record_is_refused_by_name_and_recording_goes_on()
    {
        var run = _store.Record(flor =>
        {
            using var scope = NewDisposeScope();
            var large = zeros(1).expand(1 << 20, 300);
            AssertTooLarge("[1048576, 300]", () => flor.Log("large", large));
            AssertTooLarge("An array of 1073741825 elements", () => flor.Log("large", new bool[(1 << 30) + 1]));
            AssertTooLarge("\"large\"", () => flor.Log("large", new byte[1 << 30]));
            flor.Log("small", 1);
        });

        Assert.Equal(["small"], _store.Cells(run).Keys);
    }

    [Fact]
    public void Long_text_is_kept()
    {
        string text = string.Concat(Enumerable.Range(0, 400_000).Select(i => $"line {i} é\n"));
        var run = _store.Record(flor => flor.Log("text", text));

        Assert.Equal(text, _store.Cells(run)["text"].AsString());
    }

    [Fact]
    public void Name_that_is_one_too_many_is_refused_and_those_before_go_on()
    {
        var run = _store.Record(flor =>
        {
            for (int i = 0; i < RunWriter.MostNames; i++) flor.Log($"name{i}", i);
            string message = Assert.Throws<ArgumentException>(() => flor.Log("one more", 1)).Message;
            Assert.Contains("\"one more\" would be name number 10001", message, StringComparison.Ordinal);
            flor.Log("name7", 8);
        });

        var cells = _store.Cells(run);
        Assert.Equal(RunWriter.MostNames + 1, cells.Count);
        Assert.Equal(CellValue.Of(8), cells["name7#1"]);
    }

    private static void AssertTooLarge(string what, Action log)
    {
        string message = Assert.Throws<ArgumentException>(log).Message;
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains("1073741824", message, StringComparison.Ordinal);
        Assert.Contains("Log a part or a summary of it", message, StringComparison.Ordinal);
    }
}
