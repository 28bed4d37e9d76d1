using System.Globalization;
using System.IO.Compression;
using FlorDb.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static TorchSharp.torch.utils.data;

internal static class Program
{
    private static void Main(string[] args)
    {
        using var flor = Flor.Start(args);
        var hiddenSize = flor.Arg("hidden_size", 125);
        var lr = flor.Arg("lr", 0.01);
        var batchSize = flor.Arg("batch_size", 64);
        var epochs = flor.Arg("epochs", 10);
        manual_seed(flor.Arg("seed", 7));

        var (images, labels) = ReadDigits("data/digits.csv.gz");
        var (trainImages, trainLabels) = (images.narrow(0, 0, 1500), labels.narrow(0, 0, 1500));
        var (testImages, testLabels) = (images.narrow(0, 1500, 297), labels.narrow(0, 1500, 297));
        using var trainBatches = DataLoader(TensorDataset(trainImages, trainLabels), batchSize, flor.Shuffler(1500));

        using var net = Sequential(
            Conv2d(1, 32, 3, padding: 1), BatchNorm2d(32), ReLU(),
            Conv2d(32, 64, 3, padding: 1), ReLU(),
            MaxPool2d(2), Flatten(),
            Linear(64 * 4 * 4, hiddenSize), ReLU(), Dropout(0.25),
            Linear(hiddenSize, 10));
        using var optimizer = optim.Adam(net.parameters(), lr);
        var scheduler = optim.lr_scheduler.StepLR(optimizer, step_size: 4, gamma: 0.5);
        flor.Checkpoints(("net", net), ("optimizer", optimizer), ("scheduler", scheduler));

        foreach (var epoch in flor.Loop("epoch", epochs))
        {
            net.train();
            foreach (var batch in flor.Loop("step", trainBatches))
            {
                flor.Log("loss", Step(net, optimizer, batch[0], batch[1]));
            }

            scheduler.step();
            flor.Log("accuracy", Accuracy(net, testImages, testLabels));
        }
    }

    private static float Step(Module<Tensor, Tensor> net, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = cross_entropy(net.call(images), labels);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    private static double Accuracy(Module<Tensor, Tensor> net, Tensor images, Tensor labels)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        net.eval();
        return net.call(images).argmax(1).eq(labels).sum().item<long>() / (double)labels.shape[0];
    }

    private static (Tensor Images, Tensor Labels) ReadDigits(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Array.ConvertAll(line.Split(','), number => int.Parse(number, CultureInfo.InvariantCulture))).ToArray();
        var pixels = rows.SelectMany(row => row[..64].Select(pixel => pixel / 16f)).ToArray();
        var digits = rows.Select(row => (long)row[64]).ToArray();
        return (tensor(pixels).reshape(-1, 1, 8, 8), tensor(digits));
    }
}
