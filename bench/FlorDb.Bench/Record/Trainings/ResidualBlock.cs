using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>Two convolutions and a way around them (He, Zhang, Ren, Sun: "Deep Residual Learning for Image Recognition", CVPR 2016).</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Sequential _body;
    private readonly Module<Tensor, Tensor> _shortcut;

    public ResidualBlock(long inputs, long outputs, long stride)
        : base(nameof(ResidualBlock))
    {
        _body = Sequential(
            Conv2d(inputs, outputs, 3, stride, padding: 1L, bias: false), BatchNorm2d(outputs), ReLU(),
            Conv2d(outputs, outputs, 3, padding: 1L, bias: false), BatchNorm2d(outputs));
        _shortcut = inputs == outputs && stride == 1
            ? Identity()
            : Sequential(Conv2d(inputs, outputs, 1, stride, bias: false), BatchNorm2d(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => relu(_body.call(input).add(_shortcut.call(input)));
}
