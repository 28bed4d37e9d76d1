using FlorDb.Bench.Record.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static TorchSharp.torch.utils.data;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>A perceptron with two hidden layers learns MNIST.</summary>
internal sealed class MnistPerceptron(LabelledImages train, LabelledImages test, int epochs) : Training
{
    private const int BatchSize = 128;
    private const int Hidden = 512;

    private readonly Sequential _net = Sequential(
        Flatten(),
        Linear(train.Images[0].numel(), Hidden), ReLU(), Dropout(0.2),
        Linear(Hidden, Hidden), ReLU(), Dropout(0.2),
        Linear(Hidden, 10));

    public override Module Net => _net;

    public override void Run(IRecorder flor)
    {
        using var optimizer = optim.Adam(_net.parameters(), 1e-3);
        var scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs);
        using var loader = DataLoader(TensorDataset(train.Images, train.Labels), BatchSize, flor.Shuffler(train.Count));
        flor.Checkpoints((NetName, _net), ("optimizer", optimizer), ("scheduler", scheduler));
        foreach (int epoch in flor.Loop("epoch", Enumerable.Range(0, epochs)))
        {
            _net.train();
            foreach (var batch in flor.Loop("step", loader))
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var scores = _net.call(batch[0]);
                var loss = cross_entropy(scores, batch[1]);
                loss.backward();
                optimizer.step();
                flor.Log("loss", loss.item<float>());
                flor.Log("accuracy", Classification.Accuracy(scores, batch[1]));
            }

            flor.Log("learning_rate", scheduler.get_last_lr().First());
            scheduler.step();
            flor.Log("test_accuracy", Classification.Evaluate(_net, test));
        }
    }
}
