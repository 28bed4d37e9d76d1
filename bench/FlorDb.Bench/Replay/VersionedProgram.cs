using FlorDb.Bench.Running;

namespace FlorDb.Bench.Replay;

/// <summary>A training program with a history: its versions, and what somebody adds to the newest one later.</summary>
/// <param name="Name">Its name in figures.</param>
/// <param name="DataFile">The file that it reads, relative to its folder.</param>
/// <param name="Data">What is in it.</param>
/// <param name="Base">The text that all versions are made of.</param>
/// <param name="Edit">Makes the text of version number n, counted from 0.</param>
internal sealed record VersionedProgram(string Name, string DataFile, byte[] Data, string Base, Func<string, int, string> Edit)
{
    private const string Accuracy = """flor.Log("accuracy", Accuracy(net, testImages, testLabels));""";
    private const string TestLoss = """flor.Log("test_loss", Validate(net, test));""";
    private const string Backward = "loss.backward();";

    /// <summary>The digits of the example: sizes and rates vary, variables are renamed, a layer comes in.</summary>
    public static VersionedProgram Digits(RepositoryFolders folders) =>
        new("digits", "data/digits.csv.gz", File.ReadAllBytes(folders.Digits), File.ReadAllText(folders.DigitsProgram), EditDigits);

    /// <summary>The GPT-style model.</summary>
    public static VersionedProgram Gpt(RepositoryFolders folders)
    {
        var text = File.ReadAllText(folders.Text);
        return new VersionedProgram("gpt", "data/text.txt", System.Text.Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, 200_000)]), File.ReadAllText(folders.GptProgram), EditGpt);
    }

    /// <summary>The text of a version.</summary>
    public string Version(int number) => Edit(Base, number);

    /// <summary>The newest text, which logs <c>matrix</c> at the end of each epoch and <c>gradient</c> in each step besides.</summary>
    public string Newest()
    {
        var (anchor, statement, helper) = Name == "digits"
            ? (Accuracy, """flor.Log("matrix", Matrix(net, testImages, testLabels));""", DigitsMatrix)
            : (TestLoss, """flor.Log("matrix", Matrix(net));""", GptMatrix);
        var text = Replace(Base, anchor, $"{anchor}\n    {statement}");
        text = Replace(text, Backward, $"{Backward}\n        flor.Log(\"gradient\", net.parameters().Sum(weights => weights.grad is {{ }} gradient ? gradient.norm().item<float>() : 0));");
        var at = text.IndexOf(Name == "digits" ? "    private static double Accuracy(" : "static double Validate(", StringComparison.Ordinal);
        return text.Insert(at, helper);
    }

    private const string DigitsMatrix = """
            private static long[,] Matrix(Module<Tensor, Tensor> net, Tensor images, Tensor labels)
            {
                using var gradients = no_grad();
                using var scope = NewDisposeScope();
                net.eval();
                var (guesses, digits) = (net.call(images).argmax(1).data<long>().ToArray(), labels.data<long>().ToArray());
                var counts = new long[10, 10];
                for (var i = 0; i < digits.Length; i++) counts[digits[i], guesses[i]]++;
                return counts;
            }


        """;

    private const string GptMatrix = """
        static Tensor Matrix(Gpt net)
        {
            using var gradients = no_grad();
            return net.parameters().First().matmul(net.parameters().First().t()).detach();
        }


        """;

    private static string EditDigits(string text, int number)
    {
        text = Replace(text, "flor.Arg(\"hidden_size\", 500)", $"flor.Arg(\"hidden_size\", {100 + (20 * number)})");
        text = Replace(text, "flor.Arg(\"lr\", 0.001)", $"flor.Arg(\"lr\", {0.001 + (0.0002 * number):0.0000})");
        return (number % 4) switch
        {
            1 => text.Replace("testImages", "heldOutImages", StringComparison.Ordinal).Replace("loader", "trainBatches", StringComparison.Ordinal),
            2 => Replace(text, "Conv2d(1, 32, 3, padding: 1), ReLU(),", "Conv2d(1, 32, 3, padding: 1), BatchNorm2d(32), ReLU(),"),
            3 => text.Replace("scheduler", "schedule", StringComparison.Ordinal),
            _ => text,
        };
    }

    private static string EditGpt(string text, int number)
    {
        text = Replace(text, "flor.Arg(\"width\", 64)", $"flor.Arg(\"width\", {48 + (16 * number)})");
        return number % 2 == 0 ? text : text.Replace("test", "heldOut", StringComparison.Ordinal).Replace("\"heldOut_loss\"", "\"test_loss\"", StringComparison.Ordinal);
    }

    private static string Replace(string text, string old, string replacement)
    {
        Check.That(text.Contains(old, StringComparison.Ordinal), $"The training program lacks \"{old}\".");
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }
}
