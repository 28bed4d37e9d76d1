using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class ModuleTests
{
    [Fact]
    public void RegisterComponents_finds_fields_by_name_and_attribute()
    {
        using var net = new Net();
        Assert.Equal(["scale", "inner.weight", "inner.bias", "second.weight"], net.named_parameters().Select(item => item.name));
        Assert.Equal(["table"], net.named_buffers().Select(item => item.name));
        Assert.Equal(["inner", "second"], net.named_children().Select(item => item.name));
    }

    [Fact]
    public void State_dict_gives_live_parameters_then_buffers()
    {
        using var net = new Net();
        var state = net.state_dict(prefix: "net");
        Assert.Equal(["net.scale", "net.inner.weight", "net.inner.bias", "net.second.weight", "net.table"], state.Keys);
        using (no_grad()) state["net.scale"].fill_(7);
        Assert.Equal(7, net.get_parameter("scale")!.ToDouble());
    }

    [Fact]
    public void Dotted_names_reach_into_submodules()
    {
        using var net = new Net();
        Assert.True(net.has_parameter("inner.bias"));
        Assert.True(net.has_buffer("table"));
        Assert.False(net.has_parameter("second.bias"));
        Assert.Null(net.get_parameter("nothing.bias"));
        Assert.Equal([2L, 3L], net.get_parameter("inner.weight")!.shape);
    }

    [Fact]
    public void Named_modules_lists_direct_children_before_deeper_levels()
    {
        using var net = Sequential(("a", Sequential(("x", ReLU()))), ("b", Sequential(("y", ReLU()))));
        Assert.Equal(["a", "b", "a.x", "b.y"], net.named_modules().Select(item => item.name));
    }

    [Fact]
    public void Registration_of_a_taken_or_dotted_name_is_refused()
    {
        using var net = new Net();
        using var spare = ReLU();
        Assert.Throws<InvalidOperationException>(() => net.register_module("inner", spare));
        Assert.Throws<InvalidOperationException>(() => net.register_buffer("scale", ones(1)));
        Assert.Throws<ArgumentException>(() => net.register_module("a.b", spare));
        Assert.Throws<ArgumentNullException>(() => net.register_parameter("p", null!));
        Assert.Throws<ArgumentNullException>(() => net.register_buffer("p", null!));
        Assert.Throws<InvalidOperationException>(() => spare.register_parameter("p", Parameter(ones(1))));
    }

    [Fact]
    public void Register_module_null_takes_the_name_out()
    {
        using var net = new Net();
        net.register_module("second", null!);
        Assert.Equal(["inner"], net.named_children().Select(item => item.name));
    }

    [Fact]
    public void Buffers_that_do_not_persist_stay_out_of_the_state()
    {
        using var net = new Net();
        net.register_buffer("scratch", ones(1), persistent: false);
        Assert.DoesNotContain("scratch", net.state_dict().Keys);
        Assert.NotNull(net.get_buffer("scratch"));
    }

    [Fact]
    public void A_shared_parameter_is_listed_once()
    {
        using var layer = Linear(2, 2);
        using var net = Sequential(("a", layer), ("b", layer));
        Assert.Equal(2, net.parameters().Count());
    }

    [Fact]
    public void Train_and_eval_reach_all_levels()
    {
        using var net = Sequential(Sequential(Dropout()));
        Assert.True(net.training);
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_visits_children_before_parents()
    {
        using var net = Sequential(("a", Linear(1, 1)), ("b", Sequential(ReLU())));
        var seen = new List<string>();
        Assert.Same(net, net.apply(module => seen.Add(module.GetName())));
        Assert.Equal(["Linear", "ReLU", "Sequential", "Sequential"], seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Zero_grad_drops_or_zeroes_gradients(bool drop)
    {
        using var layer = Linear(2, 1);
        layer.call(ones(1, 2)).sum().backward();
        layer.zero_grad(drop);
        Assert.All(layer.parameters(), parameter => Assert.Equal(drop, parameter.grad is null));
        if (!drop) Assert.All(layer.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().sum().ToDouble()));
    }

    [Fact]
    public void Hooks_change_inputs_and_results_until_removed()
    {
        using var identity = Identity();
        var before = identity.register_forward_pre_hook((_, input) => input.add(1));
        var after = identity.register_forward_hook((_, input, result) => result.mul(input));
        Assert.Equal(16, identity.call(tensor(3.0)).ToDouble());
        before.remove();
        Assert.Equal(9, identity.call(tensor(3.0)).ToDouble());
        after.remove();
        after.remove();
        Assert.Equal(3, identity.call(tensor(3.0)).ToDouble());
    }

    [Fact]
    public void Hooks_of_modules_with_several_inputs_see_them_all()
    {
        using var loss = MSELoss();
        loss.register_forward_pre_hook((_, input, target) => (input.mul(2), target));
        loss.register_forward_hook((_, _, _, result) => result.add(1));
        Assert.Equal(2, loss.call(tensor(1.0), tensor(1.0)).ToDouble());
    }

    [Fact]
    public void Parameter_takes_the_handle_and_its_place_in_the_scope()
    {
        var data = ones(2);
        Parameter parameter;
        using (var scope = NewDisposeScope())
        {
            data = ones(2);
            parameter = Parameter(data);
            Assert.True(data.IsInvalid);
            Assert.True(parameter.requires_grad);
            Assert.True(scope.Contains(parameter));
        }
        Assert.True(parameter.IsInvalid);
        using var frozen = new Parameter(ones(1), requires_grad: false);
        Assert.False(frozen.requires_grad);
    }

    [Fact]
    public void Layers_keep_their_parameters_out_of_dispose_scopes()
    {
        Linear layer;
        using (NewDisposeScope()) layer = Linear(2, 2);
        Assert.False(layer.weight.IsInvalid);
        layer.Dispose();
        Assert.True(layer.weight.IsInvalid);
    }

    [Fact]
    public void Dispose_reaches_submodules_and_buffers()
    {
        var net = new Net();
        var all = net.state_dict().Values.ToList();
        net.Dispose();
        Assert.All(all, value => Assert.True(value.IsInvalid));
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Linear inner = Linear(3, 2);

        [ComponentName(Name = "second")]
        private readonly Linear renamed = Linear(2, 2, hasBias: false);

        private readonly Parameter scale = Parameter(ones(1));
        private readonly Tensor table = zeros(4);

        public Net()
            : base("Net") => RegisterComponents();

        public override Tensor forward(Tensor input) => renamed.call(inner.call(input)).mul(scale).add(table.sum());
    }
}
