using System.Diagnostics;
using System.Globalization;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.TestProgram;

/// <summary>
/// A training that meets its end in the way that its first own argument names, in step 2 of epoch 1: <c>train</c> (not at all), <c>throw</c>, <c>exit</c>,
/// <c>hang</c>. <c>random SEED</c> runs a <see cref="RandomTraining"/>, which kills itself in the step that the variable FLOR_TEST_DEATH names. A further
/// argument <c>probes</c> adds log statements; <c>echo</c> prints the program's own arguments instead of training, and <c>talk</c> prints
/// while loops run, to their end, or until <c>talk throw</c> or <c>talk interrupt</c> ends it in epoch 1. <c>parallel</c> is one rank of a <see cref="ParallelTraining"/>, which pauses in each step for the
/// milliseconds of FLOR_TEST_PAUSE, and of which the rank FLOR_TEST_DEATH kills itself in step 2 of epoch 2.
/// </summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        using var flor = Flor.Start(args, file: Path.Combine(Environment.CurrentDirectory, "Program.cs"));
        string mode = flor.Arguments is [var first, ..] ? first : "train";
        if (mode == "echo")
        {
            Console.WriteLine(string.Join(' ', flor.Arguments));
            return;
        }

        if (mode == "talk")
        {
            Talk(flor);
            return;
        }

        if (mode == "parallel")
        {
            RunParallel(flor);
            return;
        }

        if (mode == "random")
        {
            RunRandom(flor, int.Parse(flor.Arguments[1], CultureInfo.InvariantCulture));
            return;
        }

        new Training
        {
            Epochs = 4,
            Probes = flor.Arguments.Contains("probes"),
            OnStep = (epoch, step) =>
            {
                if (epoch == 1 && step == 2) Meet(mode);
            },
        }.Run(flor);
    }

    private static void Talk(Flor flor)
    {
        foreach (int epoch in flor.Loop("epoch", 3))
        {
            Console.WriteLine($"out {epoch}");
            Console.Error.WriteLine($"error {epoch}");
            foreach (int step in flor.Loop("step", 4))
            {
                flor.Log("loss", 0.5);
                Thread.Sleep(100);
            }

            if (epoch == 1 && flor.Arguments.Contains("throw")) throw new InvalidOperationException("in the middle");
            if (epoch == 1 && flor.Arguments.Contains("interrupt")) Interrupt();
            Console.Write("in two ");
            Thread.Sleep(250);
            Console.WriteLine("parts");
        }
    }

    private static void Interrupt()
    {
        Process.Start("kill", ["-INT", $"{Environment.ProcessId}"]);
        Thread.Sleep(Timeout.Infinite);
    }

    private static void RunParallel(Flor flor)
    {
        int rank = Number("RANK", 0);
        var (death, pause) = (Number("FLOR_TEST_DEATH", -1), Number("FLOR_TEST_PAUSE", 0));
        Console.WriteLine("training");
        new ParallelTraining(rank, Number("WORLD_SIZE", 1), Number("MASTER_PORT", 0))
        {
            OnStep = (epoch, step) =>
            {
                if (rank == death && (epoch, step) == (2, 2)) Process.GetCurrentProcess().Kill();
                Thread.Sleep(pause);
            },
        }.Run(flor);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    private static void RunRandom(Flor flor, int seed)
    {
        var (death, pause) = (Number("FLOR_TEST_DEATH", -1), Number("FLOR_TEST_PAUSE", 0));
        Console.WriteLine("training");
        var training = new RandomTraining(seed)
        {
            OnStep = number =>
            {
                if (number == death) Process.GetCurrentProcess().Kill();
                Thread.Sleep(pause);
            },
        };
        training.Run(flor);
        Console.WriteLine($"{training.Steps} steps");
    }

    private static void Meet(string end)
    {
        switch (end)
        {
            case "throw":
                throw new InvalidOperationException("the loss is not a number");
            case "exit":
                Environment.Exit(7);
                break;
            case "hang":
                Console.WriteLine("hanging");
                Thread.Sleep(Timeout.Infinite);
                break;
        }
    }
}
