using System.Diagnostics;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.TestProgram;

/// <summary>
/// A training that meets its end in the way that its first own argument names, in step 2 of epoch 1: <c>train</c> (not at all), <c>throw</c>, <c>exit</c>,
/// <c>hang</c>. A further argument <c>probes</c> adds log statements; <c>echo</c> prints the program's own arguments instead of training, and <c>talk</c> prints
/// while loops run, to their end, or until <c>talk throw</c> or <c>talk interrupt</c> ends it in epoch 1.
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
