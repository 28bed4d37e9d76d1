using FlorDb.Torch.State;
using FlorDb.Torch.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FlorDb.Torch.Tests.State;

[Collection(SharedTorch.Name)]
public sealed class ModuleStateTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Modes_requires_grad_and_gradients_come_back()
    {
        using var net = Sequential(("body", Sequential(("drop", Dropout()), ("linear", Linear(3, 2)))), ("head", Linear(2, 1)));
        var parameters = net.named_parameters().ToDictionary(item => item.name, item => item.parameter);
        net.named_modules().Single(item => item.name == "body.drop").module.eval();
        parameters["head.bias"].requires_grad = false;
        net.call(ones(4, 3)).sum().backward();
        var state = Capture(net);
        var gradient = parameters["head.weight"].grad!.clone();

        net.eval();
        parameters["head.bias"].requires_grad = true;
        parameters["body.linear.bias"].grad = null;
        parameters["head.bias"].grad = ones(1);
        parameters["head.weight"].grad!.zero_();
        Restore(state, net);

        Assert.True(net.training);
        Assert.Equal(["body.drop"], net.named_modules().Where(item => !item.module.training).Select(item => item.name));
        Assert.False(parameters["head.bias"].requires_grad);
        Assert.Null(parameters["head.bias"].grad);
        Assert.NotNull(parameters["body.linear.bias"].grad);
        Assert.True(parameters["head.weight"].grad!.Equals(gradient));
    }

    [Fact]
    public void Parameters_stay_the_objects_that_an_optimizer_holds()
    {
        using var net = Linear(3, 2);
        using var optimizer = optim.SGD(net.parameters(), 1);
        var state = Capture(net);
        var before = net.weight!.detach().clone();
        using (no_grad()) net.weight!.add_(1);
        Restore(state, net);
        Assert.True(net.weight!.detach().Equals(before));

        net.call(ones(1, 3)).sum().backward();
        optimizer.step();
        Assert.True(net.weight!.detach().Equals(before - 1));
    }

    [Fact]
    public void Buffers_that_are_not_persistent_come_back()
    {
        using var net = new Counting();
        net.call(ones(1));
        var state = Capture(net);
        net.call(ones(1));
        net.call(ones(1));
        Restore(state, net);

        Assert.Equal(1f, net.Seen.item<float>());
        Assert.Contains("net/seen", state.Names);
    }

    [Fact]
    public void Strided_parameter_comes_back_in_place()
    {
        using var net = new Holder(arange(6, dtype: float32).reshape(2, 3).t());
        var state = Capture(net);
        using (no_grad()) net.Weight.zero_();
        Restore(state, net);

        Assert.False(net.Weight.is_contiguous());
        Assert.Equal([0f, 3, 1, 4, 2, 5], net.Weight.detach().contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Another_shape_is_told_with_the_tensor_and_both_shapes()
    {
        using var recorded = Linear(3, 2);
        using var live = Linear(3, 4);
        var state = Capture(recorded);
        var failure = Assert.Throws<FlorException>(() => Restore(state, live));

        Assert.Equal("\"net/weight\" can't be restored: the checkpoint has Float32 [2,3], the program now has Float32 [4,3].", failure.Message);
    }

    [Fact]
    public void Module_with_more_or_fewer_tensors_is_told()
    {
        using var small = Sequential(Linear(3, 2));
        using var large = Sequential(Linear(3, 2), Linear(2, 2));
        var ofSmall = Capture(small);
        var ofLarge = Capture(large);

        Assert.Contains("\"net/1.weight\"", Assert.Throws<FlorException>(() => Restore(ofSmall, large)).Message, StringComparison.Ordinal);
        Assert.Contains("\"net/1.weight\"", Assert.Throws<FlorException>(() => Restore(ofLarge, small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_can_be_left_out()
    {
        using var net = Linear(3, 2);
        net.call(ones(1, 3)).sum().backward();
        var state = new StateInMemory();
        new ModuleState("net", net, withGradients: false).Capture(state);

        Assert.Equal(["net/weight", "net/bias", "net#modes"], state.Names);
    }

    private static StateInMemory Capture(Module module)
    {
        var snapshot = new StateInMemory();
        new ModuleState("net", module, withGradients: true).Capture(snapshot);
        return snapshot;
    }

    private static void Restore(StateInMemory state, Module module) => new ModuleState("net", module, withGradients: true).Restore(state);

    private sealed class Counting : Module<Tensor, Tensor>
    {
        public Counting()
            : base("counting")
        {
            Seen = zeros(1).DetachFromDisposeScope();
            register_buffer("seen", Seen, persistent: false);
        }

        public Tensor Seen { get; }

        public override Tensor forward(Tensor input)
        {
            Seen.add_(1);
            return input.alias();
        }
    }

    private sealed class Holder : Module<Tensor, Tensor>
    {
        public Holder(Tensor weight)
            : base("holder")
        {
            Weight = new Parameter(weight);
            register_parameter("weight", Weight);
        }

        public Parameter Weight { get; }

        public override Tensor forward(Tensor input) => input * Weight;
    }
}
