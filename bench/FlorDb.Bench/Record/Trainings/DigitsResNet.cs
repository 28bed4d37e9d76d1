using FlorDb.Bench.Record.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static TorchSharp.torch.utils.data;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>A residual network with 14 layers learns small digits, each time moved by up to a pixel.</summary>
internal sealed class DigitsResNet(LabelledImages train, LabelledImages test, int epochs) : Training
{
    private const int BatchSize = 64;

    private readonly Sequential _net = Sequential(
        Conv2d(1, 16, 3, padding: 1L, bias: false), BatchNorm2d(16), ReLU(),
        new ResidualBlock(16, 16, 1), new ResidualBlock(16, 16, 1),
        new ResidualBlock(16, 32, 2), new ResidualBlock(32, 32, 1),
        new ResidualBlock(32, 64, 2), new ResidualBlock(64, 64, 1),
        AdaptiveAvgPool2d(1), Flatten(), Linear(64, 10));

    public override Module Net => _net;

    public override void Run(IRecorder flor)
    {
        using var loader = DataLoader(TensorDataset(train.Images, train.Labels), BatchSize, flor.Shuffler(train.Count));
        using var optimizer = optim.SGD(_net.parameters(), 0.1, momentum: 0.9, weight_decay: 5e-4, nesterov: true);
        var scheduler = optim.lr_scheduler.OneCycleLR(optimizer, max_lr: 0.1, epochs: epochs, steps_per_epoch: (int)loader.Count);
        flor.Checkpoints((NetName, _net), ("optimizer", optimizer), ("scheduler", scheduler));
        foreach (int epoch in flor.Loop("epoch", Enumerable.Range(0, epochs)))
        {
            _net.train();
            foreach (var batch in flor.Loop("step", loader))
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var scores = _net.call(Move(batch[0]));
                var loss = cross_entropy(scores, batch[1]);
                loss.backward();
                optimizer.step();
                scheduler.step();
                flor.Log("loss", loss.item<float>());
                flor.Log("accuracy", Classification.Accuracy(scores, batch[1]));
                flor.Log("learning_rate", scheduler.get_last_lr().First());
            }

            flor.Log("test_accuracy", Classification.Evaluate(_net, test));
        }
    }

    private static Tensor Move(Tensor images)
    {
        var shift = randint(-1, 2, [2]);
        return roll(images, [shift[0].item<long>(), shift[1].item<long>()], [2, 3]);
    }
}
