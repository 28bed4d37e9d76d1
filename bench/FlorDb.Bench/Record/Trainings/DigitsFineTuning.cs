using FlorDb.Bench.Record.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static TorchSharp.torch.utils.data;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>A network that has learned to tell some digits apart is frozen; a new head on it learns other digits.</summary>
internal sealed class DigitsFineTuning : Training
{
    private const int BatchSize = 64;
    private const long Features = 1024;

    private readonly LabelledImages _train;
    private readonly LabelledImages _test;
    private readonly int _epochs;
    private readonly Sequential _backbone = Sequential(
        Conv2d(1, 32, 3, padding: 1L), ReLU(), MaxPool2d(2),
        Conv2d(32, 64, 3, padding: 1L), ReLU(), MaxPool2d(2),
        Flatten(), Linear(64 * 7 * 7, Features), ReLU());

    private readonly Sequential _head = Sequential(Linear(Features, 256), ReLU(), Dropout(0.3), Linear(256, 5));
    private readonly Sequential _net;

    /// <param name="learned">What the backbone has learned before, in one pass.</param>
    /// <param name="train">What the head learns.</param>
    /// <param name="test">What the head is tested with.</param>
    /// <param name="epochs">How long the head learns.</param>
    public DigitsFineTuning(LabelledImages learned, LabelledImages train, LabelledImages test, int epochs)
    {
        (_train, _test, _epochs) = (train, test, epochs);
        Pretrain(learned);
        foreach (var parameter in _backbone.parameters()) parameter.requires_grad = false;
        _net = Sequential(("backbone", _backbone), ("head", _head));
    }

    public override Module Net => _net;

    public override void Run(IRecorder flor)
    {
        using var optimizer = optim.AdamW(_head.parameters(), 1e-3, weight_decay: 0.01);
        var scheduler = optim.lr_scheduler.StepLR(optimizer, step_size: 3, gamma: 0.5);
        using var loader = DataLoader(TensorDataset(_train.Images, _train.Labels), BatchSize, flor.Shuffler(_train.Count));
        flor.Checkpoints((NetName, _net), ("optimizer", optimizer), ("scheduler", scheduler));
        foreach (int epoch in flor.Loop("epoch", Enumerable.Range(0, _epochs)))
        {
            _head.train();
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

            scheduler.step();
            flor.Log("test_accuracy", Classification.Evaluate(_net, _test));
        }
    }

    private void Pretrain(LabelledImages learned)
    {
        using var head = Linear(Features, 5);
        using var optimizer = optim.Adam(_backbone.parameters().Concat(head.parameters()), 1e-3);
        for (long start = 0; start + BatchSize <= learned.Count; start += BatchSize)
        {
            using var scope = NewDisposeScope();
            var batch = learned.Slice(start, BatchSize);
            optimizer.zero_grad();
            cross_entropy(head.call(_backbone.call(batch.Images)), batch.Labels).backward();
            optimizer.step();
        }

        foreach (var parameter in _backbone.parameters()) parameter.grad = null;
    }
}
