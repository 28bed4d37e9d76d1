using System.Dynamic;
using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;
using static TorchSharp.torch;

namespace FlorDb.Torch.Tests.Values;

[Collection(SharedTorch.Name)]
public sealed class LogManyTests : IDisposable
{
    private readonly TrainingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Properties_of_an_anonymous_type_are_logged_under_their_names()
    {
        var cells = Record(flor => flor.LogMany(new { loss = 0.5f, correct = 7, name = "a", missing = (string?)null }));

        Assert.Equal(["correct", "loss", "missing", "name"], cells.Keys);
        Assert.Equal((CellValue.Of(0.5), CellValue.Of(7), CellValue.Of("a"), CellValue.Null), (cells["loss"], cells["correct"], cells["name"], cells["missing"]));
    }

    [Fact]
    public void Prefix_stands_before_each_name()
    {
        var cells = Record(flor =>
        {
            flor.LogMany(new Score(0.25, 9), "val/");
            flor.LogMany(new Score(0.75, 8), "test/");
        });

        Assert.Equal(["test/Hits", "test/Loss", "val/Hits", "val/Loss"], cells.Keys);
        Assert.Equal(CellValue.Of(0.75), cells["test/Loss"]);
    }

    [Fact]
    public void Fields_and_members_of_base_types_are_parts_and_hidden_ones_are_not()
    {
        var cells = Record(flor =>
        {
            flor.LogMany(new Point { X = 1, Y = 2 });
            flor.LogMany(new Derived());
        });

        Assert.Equal(["Own", "Shared", "X", "Y"], cells.Keys);
        Assert.Equal(CellValue.Of("derived"), cells["Shared"]);
    }

    [Fact]
    public void Parts_are_those_of_the_type_at_run_time()
    {
        var cells = Record(flor =>
        {
            flor.LogMany<object>(new Score(1, 2));
            flor.LogMany<Base>(new Derived(), "d/");
        });

        Assert.Equal(["Hits", "Loss", "d/Own", "d/Shared"], cells.Keys);
    }

    [Fact]
    public void Entries_of_any_dictionary_with_text_as_keys_are_parts()
    {
        dynamic expando = new ExpandoObject();
        expando.e = 4;
        var cells = Record(flor =>
        {
            flor.LogMany(new Dictionary<string, double> { ["a"] = 1 });
            flor.LogMany((IReadOnlyDictionary<string, object>)new Dictionary<string, object> { ["b"] = 2, ["c"] = "x" });
            flor.LogMany(new SortedDictionary<string, float> { ["d"] = 3 }, "p/");
            flor.LogMany((object)expando);
        });

        Assert.Equal(["a", "b", "c", "e", "p/d"], cells.Keys);
        Assert.Equal((CellValue.Of(1.0), CellValue.Of(2), CellValue.Of("x")), (cells["a"], cells["b"], cells["c"]));
    }

    [Fact]
    public void Nested_record_is_one_value()
    {
        var cells = Record(flor => flor.LogMany(new { outer = new Score(0.5, 1), matrix = new double[2, 2], one = tensor(3.0f) }));

        Assert.Equal("""{"Loss":0.5,"Hits":1}""", cells["outer"].AsJson());
        Assert.Equal([2, 2], cells["matrix"].AsTensor().Shape.ToArray());
        Assert.Equal(CellValue.Of(3.0), cells["one"]);
    }

    [Fact]
    public void What_has_no_named_parts_is_refused_with_what_to_do() => _store.Record(flor =>
    {
        AssertRefused("new { loss, accuracy }", () => flor.LogMany((loss: 1, accuracy: 2)));
        AssertRefused("flor.Log(name, value)", () => flor.LogMany(0.5));
        AssertRefused("flor.Log(name, value)", () => flor.LogMany("text"));
        AssertRefused("flor.Log(name, value)", () => flor.LogMany(new float[2]));
        AssertRefused("flor.Log(name, value)", () => flor.LogMany(ones(2)));
        AssertRefused("no public properties", () => flor.LogMany(new Empty()));
        AssertRefused("can't leave the stack", () => flor.LogMany(new OnTheStack()));
        AssertRefused("can't be a name", () => flor.LogMany(new { a = 1 }, "$"));
        Assert.Throws<ArgumentNullException>(() => flor.LogMany<Base>(null!));
    });

    [Fact]
    public void Numbers_are_logged_without_allocating() => _store.Record(flor =>
    {
        var score = new Score(0.5, 3);
        Derived derived = new();
        Log();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) Log();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Log()
        {
            flor.LogMany(score);
            flor.LogMany(score, "val/");
            flor.LogMany<Base>(derived, "d/");
        }
    });

    private static void AssertRefused(string what, Action log) => Assert.Contains(what, Assert.Throws<ArgumentException>(log).Message, StringComparison.Ordinal);

    private SortedDictionary<string, CellValue> Record(Action<Flor> program) => _store.Cells(_store.Record(program));

    private readonly record struct Score(double Loss, int Hits);

    private struct Point
    {
        public int X;
        public int Y;

        public readonly override string ToString() => $"{X} {Y}";
    }

    private class Base
    {
        public string Shared { get; } = "base";

        public int this[int index] => index;
    }

    private sealed class Derived : Base
    {
        public static int Count => 0;

        public new string Shared { get; } = "derived";

        public int Own { get; } = 1;
    }

    private sealed class Empty;

    private sealed class OnTheStack
    {
        private readonly int[] _numbers = [1];

        public ReadOnlySpan<int> Numbers => _numbers;
    }
}
