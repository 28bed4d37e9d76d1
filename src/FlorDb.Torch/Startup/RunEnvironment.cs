using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using FlorDb.Storage.Versions;
using TorchSharp;

namespace FlorDb.Torch.Startup;

/// <summary>A run's surroundings, as its record keeps them. The keys are part of spec/replay.md.</summary>
internal static class RunEnvironment
{
    public const string TorchThreads = "torch.threads";
    public const string LeftOut = "leftout";

    private static readonly string[] ThreadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    public static ImmutableSortedDictionary<string, string> Collect(string root, string sourceFile, string leftOut)
    {
        var entry = Assembly.GetEntryAssembly();
        var values = new Dictionary<string, string>
        {
            ["project"] = ProjectFile.Find(root, sourceFile),
            ["cwd"] = RepositoryPath.Relative(root, Environment.CurrentDirectory),
            ["configuration"] = entry?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "",
            ["assembly"] = entry?.GetName().Name ?? "",
            ["torch.version"] = torch.__version__,
            [TorchThreads] = Text(torch.get_num_threads()),
            ["torch.interop_threads"] = Text(torch.get_num_interop_threads()),
            ["os"] = RuntimeInformation.OSDescription,
            ["machine"] = Environment.MachineName,
            ["processors"] = Text(Environment.ProcessorCount),
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["flordb"] = typeof(Flor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            [LeftOut] = leftOut,
            ["pid"] = Text(Environment.ProcessId),
        };
        foreach (string name in ThreadVariables)
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                values[name] = value;
        return values.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Gives torch as many threads as a run had, since sums may depend on how they are cut.</summary>
    public static void AdoptThreads(IReadOnlyDictionary<string, string> environment)
    {
        if (environment.TryGetValue(TorchThreads, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads)
            && threads > 0 && threads != torch.get_num_threads())
            torch.set_num_threads(threads);
    }

    /// <summary>The files that a code version lacks, as a record keeps them.</summary>
    public static string Text(IEnumerable<LeftOutFile> leftOut) => JsonSerializer.Serialize(leftOut.Select(file => new { path = file.Path, reason = file.Reason }));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
