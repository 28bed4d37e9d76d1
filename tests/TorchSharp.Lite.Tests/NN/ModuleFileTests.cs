using System.Text;
using FsCheck;
using FsCheck.Fluent;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class ModuleFileTests
{
    [Fact]
    public void Saved_weights_load_bit_for_bit()
    {
        using var source = Sequential(Linear(3, 4), BatchNorm1d(4), Linear(4, 2));
        using var target = Sequential(Linear(3, 4), BatchNorm1d(4), Linear(4, 2));
        source.call(ones(5, 3)).Dispose();
        using var stream = new MemoryStream();
        source.save(stream);
        stream.Position = 0;
        var loaded = new Dictionary<string, bool>();
        target.load(stream, loadedParameters: loaded);
        Assert.All(loaded.Values, Assert.True);
        foreach (var (key, value) in source.state_dict()) Assert.Equal(value.bytes.ToArray(), target.state_dict()[key].bytes.ToArray());
    }

    [Fact]
    public void File_format_is_count_then_name_dtype_dims_bytes()
    {
        using var layer = Linear(2, 1, hasBias: false);
        init.constant_(layer.weight, 1.5);
        using var stream = new MemoryStream();
        layer.save(stream);
        byte[] expected = [1, 6, .. Encoding.ASCII.GetBytes("weight"), 6, 2, 1, 2, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(1.5f)];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Files_by_path_round_trip_through_create()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var source = new Small();
            source.save(path);
            using var copy = Module.Create<Small>(path);
            foreach (var (key, value) in source.state_dict()) Assert.Equal(value.bytes.ToArray(), copy.state_dict()[key].bytes.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var layer = Linear(1, 1);
        var error = Assert.Throws<FileNotFoundException>(() => layer.load("/no/such/file"));
        Assert.Equal("/no/such/file", error.FileName);
    }

    [Fact]
    public void Strict_loading_refuses_other_names_and_lenient_loading_skips_them()
    {
        using var source = Sequential(("a", Linear(2, 2)), ("b", Linear(2, 2)));
        using var target = Sequential(("a", Linear(2, 2)), ("c", Linear(2, 2)));
        var before = Numbers.Of(target.get_parameter("c.weight")!);
        var bytes = Saved(source);
        Assert.Throws<ArgumentException>(() => target.load(new MemoryStream(bytes)));
        var loaded = new Dictionary<string, bool>();
        target.load(new MemoryStream(bytes), strict: false, loadedParameters: loaded);
        Assert.True(loaded["a.weight"]);
        Assert.False(loaded["b.weight"]);
        Assert.False(loaded["c.weight"]);
        Numbers.Equal(source.get_parameter("a.weight")!, target.get_parameter("a.weight")!);
        Numbers.Equal(before, target.get_parameter("c.weight")!);
    }

    [Fact]
    public void Strict_loading_refuses_a_file_that_lacks_something()
    {
        using var source = Linear(2, 2, hasBias: false);
        using var target = Linear(2, 2);
        var bytes = Saved(source);
        Assert.Contains("bias", Assert.Throws<ArgumentException>(() => target.load(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
        target.load(new MemoryStream(bytes), skip: ["bias"]);
        Numbers.Equal(source.weight, target.weight);
    }

    [Fact]
    public void Skipped_names_are_neither_saved_nor_loaded()
    {
        using var source = Linear(2, 2);
        using var target = Linear(2, 2);
        var before = Numbers.Of(target.bias!);
        target.load(new MemoryStream(Saved(source)), skip: ["bias"]);
        Numbers.Equal(before, target.bias!);
        using var stream = new MemoryStream();
        source.save(stream, skip: ["weight"]);
        stream.Position = 0;
        target.load(stream, strict: false);
        Numbers.Equal(source.bias!, target.bias!);
    }

    [Fact]
    public void Load_state_dict_copies_in_place_and_reports_names()
    {
        using var source = Linear(2, 2);
        using var target = Linear(2, 2);
        var handle = target.weight.Handle;
        var (missing, unexpected) = target.load_state_dict(source.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Equal(handle, target.weight.Handle);
        Numbers.Equal(source.weight, target.weight);
        var partial = new Dictionary<string, Tensor> { ["weight"] = ones(2, 2), ["other"] = ones(1) };
        Assert.Throws<InvalidOperationException>(() => target.load_state_dict(partial));
        (missing, unexpected) = target.load_state_dict(partial, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["other"], unexpected);
        Numbers.Equal([1, 1, 1, 1], target.weight);
    }

    [Fact]
    public void Load_state_dict_refuses_a_shape_that_would_broadcast()
    {
        using var target = Linear(2, 2, hasBias: false);
        var wrong = new Dictionary<string, Tensor> { ["weight"] = ones(1, 2) };
        Assert.Throws<InvalidOperationException>(() => target.load_state_dict(wrong));
    }

    [Fact]
    public void Any_layer_size_round_trips()
    {
        var sizes = Gen.Choose(1, 9).Two().ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(sizes, size =>
        {
            using var source = Linear(size.Item1, size.Item2);
            using var target = Linear(size.Item1, size.Item2);
            target.load(new MemoryStream(Saved(source)));
            return source.weight.bytes.SequenceEqual(target.weight.bytes) && source.bias!.bytes.SequenceEqual(target.bias!.bytes);
        }));
    }

    private static byte[] Saved(Module module)
    {
        using var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    private sealed class Small : Module<Tensor, Tensor>
    {
        private readonly Modules.Linear layer = Linear(2, 3);

        public Small()
            : base("Small") => RegisterComponents();

        public override Tensor forward(Tensor input) => layer.call(input);
    }
}
