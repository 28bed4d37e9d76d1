using FsCheck;
using FsCheck.Fluent;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class ClippingTests
{
    [Fact]
    public void Norm_of_all_gradients_together_is_held_and_given()
    {
        var parameters = WithGradients([3, 0], [4]);
        Assert.Equal(5, nn.utils.clip_grad_norm_(parameters, 1), 1e-9);
        Numbers.Equal([0.6, 0], parameters[0].grad!, 1e-5);
        Numbers.Equal([0.8], parameters[1].grad!, 1e-5);
    }

    [Fact]
    public void Gradients_below_the_norm_stay_as_they_are()
    {
        var parameters = WithGradients([3, -4]);
        Assert.Equal(7, nn.utils.clip_grad_norm_(parameters, 8, norm_type: 1), 1e-9);
        Numbers.Equal([3, -4], parameters[0].grad!, 0);
        Assert.Equal(4, nn.utils.clip_grad_norm_(parameters, 100, double.PositiveInfinity), 1e-9);
    }

    [Fact]
    public void Parameters_without_gradients_do_not_count()
    {
        Assert.Equal(0, nn.utils.clip_grad_norm_([Parameter(ones(2))], 1));
        nn.utils.clip_grad_value_([Parameter(ones(2))], 1);
    }

    [Fact]
    public void Values_are_held_between_two_bounds()
    {
        var parameters = WithGradients([3, -0.5, -7]);
        nn.utils.clip_grad_value_(parameters, 1);
        Numbers.Equal([1, -0.5, -1], parameters[0].grad!);
    }

    [Fact]
    public void The_norm_never_exceeds_its_bound()
    {
        var gradients = Gen.Choose(-1000, 1000).Select(value => value / 10.0).ArrayOf().Where(values => values.Length > 0).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(gradients, values =>
        {
            var parameters = WithGradients(values);
            nn.utils.clip_grad_norm_(parameters, 2.5);
            return parameters[0].grad!.norm().ToDouble() <= 2.5 + 1e-9;
        }));
    }

    [Fact]
    public void Parameters_become_a_vector_and_come_back()
    {
        using var layer = Linear(2, 3);
        using var vector = nn.utils.parameters_to_vector(layer.parameters());
        Numbers.Equal([.. Numbers.Of(layer.weight), .. Numbers.Of(layer.bias!)], vector);
        nn.utils.vector_to_parameters(arange(9, ScalarType.Float32), layer.parameters());
        Numbers.Equal([0, 1, 2, 3, 4, 5], layer.weight);
        Numbers.Equal([6, 7, 8], layer.bias!);
        Assert.Throws<ArgumentException>(() => nn.utils.vector_to_parameters(ones(8), layer.parameters()));
    }

    private static Modules.Parameter[] WithGradients(params double[][] gradients) => Array.ConvertAll(gradients, values =>
    {
        var parameter = Parameter(zeros(values.Length, ScalarType.Float64));
        parameter.grad = tensor(values);
        return parameter;
    });
}
