using System.Text;
using TorchSharp.Lite.Tests.NN;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Lite.Tests.Optim;

public sealed class OptimizerStateTests
{
    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, OptimizerHelper>> Kinds = new()
    {
        ["SGD"] = parameters => SGD(parameters, 0.1),
        ["SGD with momentum"] = parameters => SGD(parameters, 0.1, momentum: 0.9),
        ["Adam"] = parameters => Adam(parameters, 0.1),
        ["AMSGrad"] = parameters => Adam(parameters, 0.1, amsgrad: true),
        ["AdamW"] = parameters => AdamW(parameters, 0.1, weight_decay: 0.1),
        ["RMSProp"] = parameters => RMSProp(parameters, 0.1),
        ["RMSProp with all"] = parameters => RMSProp(parameters, 0.1, momentum: 0.5, centered: true),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_copy_from_memory_goes_on_bit_for_bit(string name) =>
        GoesOn(name, (source, target) => target.load_state_dict(source.state_dict()));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_copy_from_a_file_goes_on_bit_for_bit(string name) => GoesOn(name, (source, target) =>
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true)) source.save_state_dict(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        target.load_state_dict(reader);
        Assert.Equal(stream.Length, stream.Position);
    });

    [Fact]
    public void State_dict_gives_live_objects_in_the_order_of_the_groups()
    {
        using var a = new Parameter(ones(1));
        using var b = new Parameter(ones(2));
        using var c = new Parameter(ones(3));
        using var adam = Adam([new Adam.ParamGroup([b], lr: 0.2), new Adam.ParamGroup { Parameters = [a, c] }], lr: 0.3);
        var state = adam.state_dict();
        Assert.Equal([0.2, 0.3], state.Options.Select(options => options.LearningRate!.Value));
        Assert.Equal([2L, 1, 3], state.State.Select(entry => ((Adam.State)entry).exp_avg.numel()));
        Assert.Equal([[0], [1, 2]], state.StateIndexRef);
        Assert.Same(state.State[0], adam.state_dict().State[0]);
        ((Adam.State)state.State[0]).step = 5;
        Assert.Equal(5, ((Adam.State)adam.state_dict().State[0]).step);
    }

    [Fact]
    public void Loading_keeps_the_optimizers_own_objects()
    {
        using var p = new Parameter(ones(1));
        using var q = new Parameter(ones(1));
        using var source = Adam([p]);
        using var target = Adam([q]);
        var state = target.state_dict().State[0];
        target.load_state_dict(source.state_dict());
        Assert.Same(state, target.state_dict().State[0]);
        Assert.NotSame(((Adam.State)source.state_dict().State[0]).exp_avg, ((Adam.State)state).exp_avg);
        target.load_state_dict(target.state_dict());
        Assert.False(((Adam.State)state).exp_avg.IsInvalid);
    }

    [Fact]
    public void State_lives_outside_of_dispose_scopes()
    {
        using var p = new Parameter(ones(2));
        SGD sgd;
        using (NewDisposeScope())
        {
            sgd = SGD([p], 0.1, momentum: 0.9);
            p.sum().backward();
            sgd.step();
        }
        Assert.False(((SGD.State)sgd.state_dict().State[0]).momentum_buffer!.IsInvalid);
        sgd.Dispose();
        Assert.Null(((SGD.State)sgd.state_dict().State[0]).momentum_buffer);
        p.grad = null;
    }

    [Fact]
    public void Momentum_buffer_is_null_until_the_first_step()
    {
        using var p = new Parameter(ones(2));
        using var sgd = SGD([p], 0.1, momentum: 0.9);
        Assert.Null(((SGD.State)sgd.state_dict().State[0]).momentum_buffer);
    }

    [Fact]
    public void File_of_sgd_is_laid_out_as_described()
    {
        using var p = new Parameter(ones(2));
        using var sgd = SGD([p], 0.25, momentum: 0.5, weight_decay: 0.125, nesterov: true);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        sgd.save_state_dict(writer);
        byte[] expected =
        [
            3, .. "SGD"u8, 1, 1, .. BitConverter.GetBytes(0.25), .. BitConverter.GetBytes(0.25), .. BitConverter.GetBytes(0.5),
            .. BitConverter.GetBytes(0.0), .. BitConverter.GetBytes(0.125), 1, 0, 0,
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void State_of_another_kind_or_size_is_refused()
    {
        using var p = new Parameter(ones(1));
        using var q = new Parameter(ones(1));
        using var sgd = SGD([p], 0.1);
        using var adam = Adam([p]);
        using var two = SGD([p, q], 0.1);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        sgd.save_state_dict(writer);
        stream.Position = 0;
        Assert.Throws<InvalidDataException>(() => adam.load_state_dict(new BinaryReader(stream)));
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => two.load_state_dict(new BinaryReader(stream)));
        Assert.Throws<ArgumentException>(() => two.load_state_dict(sgd.state_dict()));
        Assert.Throws<FileNotFoundException>(() => sgd.load_state_dict("/no/such/file"));
    }

    [Fact]
    public void Groups_take_defaults_for_what_they_leave_open()
    {
        using var p = new Parameter(ones(1));
        using var q = new Parameter(ones(1));
        using var sgd = SGD([new SGD.ParamGroup([p], new SGD.Options { momentum = 0.3 })], 0.7, weight_decay: 0.2);
        sgd.add_param_group(new SGD.ParamGroup([q], lr: 0.1));
        var options = sgd.state_dict().Options.Cast<SGD.Options>().ToList();
        Assert.Equal((0.7, 0.3, 0.2), (options[0].LearningRate, options[0].momentum, options[0].weight_decay));
        Assert.Equal((0.1, 0.0, 0.0), (options[1].LearningRate, options[1].momentum, options[1].weight_decay));
        Assert.Equal([0.7, 0.1], sgd.ParamGroups.Select(group => group.InitialLearningRate));
        Assert.Equal(2, sgd.parameters().Count());
        Assert.Throws<ArgumentException>(() => sgd.add_param_group(new SGD.ParamGroup([p])));
    }

    [Fact]
    public void Hyperparameters_out_of_range_are_refused()
    {
        using var p = new Parameter(ones(1));
        Assert.Throws<ArgumentException>(() => SGD([p], -1));
        Assert.Throws<ArgumentException>(() => SGD([p], 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => Adam([p], beta1: 1));
        Assert.Throws<ArgumentException>(() => AdamW([p], beta2: -0.1));
        Assert.Throws<ArgumentException>(() => RMSProp([p], double.NaN));
    }

    [Fact]
    public void Named_parameters_serve_as_well()
    {
        using var layer = nn.Linear(2, 1);
        using var adam = AdamW(layer.named_parameters());
        Assert.Equal(2, adam.parameters().Count());
        adam.Betas = (0.5, 0.6);
        Assert.Equal(0.5, ((AdamW.Options)adam.state_dict().Options[0]).beta1);
    }

    private static void GoesOn(string name, Action<OptimizerHelper, OptimizerHelper> copy)
    {
        using var scope = NewDisposeScope();
        using var first = new Parameter(tensor(new[] { 1.0, -2.0 }));
        using var source = Kinds[name]([first]);
        Train(first, source, 3);
        using var second = new Parameter(first.detach().clone());
        using var target = Kinds[name]([second]);
        foreach (var group in target.ParamGroups) group.LearningRate = 99;
        copy(source, target);
        Assert.All(source.state_dict().State.Zip(target.state_dict().State), pair => Assert.True(pair.First.ApproximatelyEquals(pair.Second)));
        Train(first, source, 3);
        Train(second, target, 3);
        Numbers.Equal(Numbers.Of(first), second, 0);
    }

    private static void Train(Parameter parameter, OptimizerHelper optimizer, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            optimizer.zero_grad();
            parameter.square().sum().backward();
            optimizer.step();
        }
    }
}
