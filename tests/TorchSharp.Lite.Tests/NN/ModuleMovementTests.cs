using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class ModuleMovementTests
{
    [Fact]
    public void Conversion_replaces_parameters_and_floating_buffers()
    {
        using var net = Sequential(Linear(2, 3), BatchNorm1d(3));
        var old = net.parameters().ToList();
        Assert.Same(net, net.to(ScalarType.Float64));
        Assert.All(net.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.All(old, parameter => Assert.True(parameter.IsInvalid));
        Assert.Equal(ScalarType.Float64, net.get_buffer("1.running_mean")!.dtype);
        Assert.Equal(ScalarType.Int64, net.get_buffer("1.num_batches_tracked")!.dtype);
        Assert.All(net.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
        Assert.Equal(ScalarType.Float64, net.call(ones(2, 2, ScalarType.Float64)).dtype);
    }

    [Fact]
    public void What_does_not_change_keeps_its_objects()
    {
        using var net = Linear(2, 2);
        var weight = net.weight;
        net.cpu().to("cpu").@float();
        Assert.Same(weight, net.weight);
    }

    [Fact]
    public void Fields_follow_a_conversion()
    {
        using var net = new Scaled();
        net.@double();
        Assert.Equal(6, net.call(tensor(2.0)).ToDouble());
        Assert.Equal(["scale", "shift"], net.state_dict().Keys);
    }

    [Fact]
    public void Gradients_and_values_survive_a_conversion()
    {
        using var net = Linear(2, 1, hasBias: false);
        var before = Numbers.Of(net.weight);
        net.call(tensor(new[] { 2f, 3f })).backward();
        net.@double();
        Numbers.Equal([2, 3], net.weight.grad!);
        Numbers.Equal(before, net.weight);
    }

    [Fact]
    public void Frozen_parameters_stay_frozen()
    {
        using var net = Linear(2, 1);
        net.weight.requires_grad = false;
        net.to(ones(1, ScalarType.Float64));
        Assert.False(net.weight.requires_grad);
        Assert.True(net.bias!.requires_grad);
    }

    private sealed class Scaled : Module<Tensor, Tensor>
    {
        private readonly Modules.Parameter scale = Parameter(tensor(2f));
        private readonly Tensor shift = tensor(1f);

        public Scaled()
            : base("Scaled") => RegisterComponents();

        public override Tensor forward(Tensor input) => input.add(shift).mul(scale);
    }
}
