using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FlorDb.Bench.Checkpoint.Shapes;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Peers;

/// <summary>PyTorch's own way to keep a state: <c>torch.save</c> and <c>torch.load</c>, by Debian's python3-torch.</summary>
internal static class TorchPeer
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Seconds of both; null if it is not installed.</summary>
    public static TorchTimes? Measure(BenchContext context, ModelShape shape, int rounds)
    {
        if (!IsInstalled) return null;
        using var folder = context.NewFolder();
        File.WriteAllLines(folder.At("shapes"), shape.Tensors.Select(tensor => $"{tensor.Name} {tensor.Role} {string.Join(' ', tensor.Sizes)}"));
        using var python = ChildProcess.StartOther(
            Python, Path.Combine(context.Folders.Peers, "torch_state.py"), folder.At("shapes"), folder.At("state"), rounds.ToString(CultureInfo.InvariantCulture));
        return JsonSerializer.Deserialize<TorchTimes>(python.ReadLine());
    }

    private static bool IsInstalled
    {
        get
        {
            if (!File.Exists(Python)) return false;
            using var python = Process.Start(new ProcessStartInfo(Python, ["-c", "import torch"]) { RedirectStandardError = true })!;
            python.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
    }
}

/// <summary>How long saving and loading a state takes, in seconds.</summary>
internal sealed record TorchTimes(double Save, double Load);
