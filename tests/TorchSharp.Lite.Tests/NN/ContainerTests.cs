using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class ContainerTests
{
    [Fact]
    public void Sequential_runs_in_order_under_numbers_or_names()
    {
        using var net = Sequential(Linear(2, 3), ReLU()).append("last", Linear(3, 1));
        Assert.Equal(["0", "1", "last"], net.named_children().Select(item => item.name));
        using var input = Numbers.Some(1, 4, 2).to(ScalarType.Float32);
        var expected = net.children().Cast<Module<Tensor, Tensor>>().Aggregate(input, (value, layer) => layer.call(value));
        Numbers.Equal(expected, net.call(input));
    }

    [Fact]
    public void Sequential_disposes_what_lies_between()
    {
        var between = new List<Tensor>();
        using var net = Sequential(Tanh(), new Spy(between), Tanh());
        using var input = ones(2);
        using var output = net.call(input);
        Assert.All(between, value => Assert.True(value.IsInvalid));
        Assert.False(input.IsInvalid);
        Assert.False(output.IsInvalid);
    }

    [Fact]
    public void An_empty_sequence_gives_an_alias()
    {
        using var input = ones(2);
        using var net = Sequential();
        var output = net.call(input);
        Assert.NotSame(input, output);
        Numbers.Equal(input, output);
    }

    [Fact]
    public void A_range_of_a_sequence_shares_its_modules()
    {
        using var net = Sequential(Linear(1, 2), ReLU(), Linear(2, 3));
        var tail = net[1..];
        Assert.Equal(2, tail.Count);
        Assert.Same(net[2], tail[1]);
        Assert.Equal(["1", "2"], tail.named_children().Select(item => item.name));
    }

    [Fact]
    public void ModuleList_renumbers_as_it_changes()
    {
        using var first = Linear(1, 1);
        using var list = ModuleList<Module<Tensor, Tensor>>(first, ReLU());
        list.Insert(0, Tanh());
        list.Add(Sigmoid());
        Assert.Equal(["0", "1", "2", "3"], list.named_children().Select(item => item.name));
        Assert.Equal(["1.weight", "1.bias"], list.named_parameters().Select(item => item.name));
        Assert.True(list.Remove(first));
        Assert.Equal(3, list.Count);
        Assert.Empty(list.parameters());
        Assert.DoesNotContain(first, list);
    }

    [Fact]
    public void ModuleDict_registers_by_name_in_order()
    {
        using var dict = ModuleDict<Module>(("b", Linear(1, 1)), ("a", ReLU()));
        Assert.Equal(["b", "a"], dict.Keys);
        Assert.Equal(["b.weight", "b.bias"], dict.named_parameters().Select(item => item.name));
        dict["a"] = Linear(1, 1, hasBias: false);
        Assert.Equal(3, dict.parameters().Count());
        Assert.True(dict.Remove("b"));
        Assert.False(dict.ContainsKey("b"));
        Assert.Single(dict.parameters());
    }

    [Fact]
    public void Parameter_containers_register_parameters()
    {
        using var list = ParameterList(Parameter(ones(1)), Parameter(ones(2)));
        list.append(Parameter(ones(3)));
        Assert.Equal(["0", "1", "2"], list.state_dict().Keys);
        using var dict = ParameterDict(("x", Parameter(ones(1))));
        dict.Add("y", Parameter(ones(2)));
        Assert.Equal(["x", "y"], dict.state_dict().Keys);
        Assert.Throws<InvalidOperationException>(() => dict.Add("x", Parameter(ones(1))));
    }

    [Fact]
    public void OrderedDict_keeps_the_order_of_insertion()
    {
        var dict = new OrderedDict<string, int> { { "b", 1 }, ("a", 2) };
        dict["c"] = 3;
        dict["b"] = 4;
        dict.Insert(1, ("d", 5));
        Assert.Equal(["b", "d", "a", "c"], dict.Keys);
        Assert.Equal([4, 5, 2, 3], dict.Values);
        Assert.Equal(("d", 5), dict[1]);
        dict.RemoveAt(1);
        Assert.True(dict.Remove("a"));
        Assert.False(dict.Remove("a"));
        Assert.Equal([("b", 4), ("c", 3)], new List<(string, int)>(dict));
        Assert.Throws<ArgumentException>(() => dict.Add("b", 0));
        Assert.False(dict.TryGetValue("z", out _));
    }

    private sealed class Spy(List<Tensor> seen) : Module<Tensor, Tensor>("Spy")
    {
        public override Tensor forward(Tensor input)
        {
            var output = input.add(1);
            seen.AddRange([input, output]);
            return output;
        }
    }
}
