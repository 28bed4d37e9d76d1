using System.Diagnostics;
using System.Text.Json;

namespace FlorDb.Storage.Tests.Arrow;

/// <summary>Runs the scripts under tests/interop.</summary>
internal static class Node
{
    private static readonly string Folder = FindFolder();

    public static JsonElement Run(params string[] arguments)
    {
        Assert.True(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "tests/interop/node_modules is missing: run scripts/install-npm.sh tests/interop, which needs Node.js 20 or newer with npm.");
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"node {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result}");
        return JsonDocument.Parse(output).RootElement;
    }

    public static IEnumerable<string?> Texts(JsonElement element, string property) => element.GetProperty(property).EnumerateArray().Select(text => text.GetString());

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlorDb.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository."), "tests", "interop");
    }
}
