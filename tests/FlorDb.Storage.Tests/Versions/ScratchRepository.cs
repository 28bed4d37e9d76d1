using System.Diagnostics;
using System.Security.Cryptography;
using FlorDb.Storage.Versions;
using LibGit2Sharp;

namespace FlorDb.Storage.Tests.Versions;

/// <summary>A git repository in a temporary folder, worked on by the git command.</summary>
internal sealed class ScratchRepository : IDisposable
{
    private static readonly ConfigurationLevel[] OutsideLevels = [ConfigurationLevel.Global, ConfigurationLevel.Xdg, ConfigurationLevel.System];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flordb-versions-");

    /// <summary>Keeps the settings of whoever runs the tests out, the user's name among them.</summary>
    static ScratchRepository()
    {
        NativeGit.Require();
        foreach (var level in OutsideLevels) GlobalSettings.SetConfigSearchPaths(level, "/nowhere");
    }

    public ScratchRepository(bool withCommit = true)
    {
        Root = Path.Combine(Real(_folder.FullName), "project");
        Directory.CreateDirectory(Root);
        Git("init", "-q", "-b", "main");
        if (!withCommit) return;
        Write("train.cs", "// first");
        Write("src/net.cs", "class Net;");
        CommitAll("first");
    }

    public string Root { get; }

    /// <summary>A folder beside the repository.</summary>
    public string Beside => _folder.FullName;

    public CodeRepository Open() => CodeRepository.Discover(Root)!;

    public VersionInfo Keep(VersionOptions? options = null)
    {
        using var repository = Open();
        return repository.CommitWorkingTree("run", options);
    }

    /// <summary>The files of a commit as "mode path".</summary>
    public string[] Files(string commit) =>
        [.. Git("ls-tree", "-r", "-z", "--format=%(objectmode) %(path)", commit).Split('\0', StringSplitOptions.RemoveEmptyEntries)];

    public void CommitAll(string message)
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
    }

    public string Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string path, byte[] bytes)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    public string Git(params string[] arguments) => GitIn(Root, arguments);

    public static string GitIn(string folder, params string[] arguments) => Run(folder, check: true, arguments).Output;

    public int TryGit(params string[] arguments) => Run(Root, check: false, arguments).ExitCode;

    /// <summary>All that must not change: index and HEAD byte for byte with the index's time, branches and their logs, files, and what git says.</summary>
    public string Fingerprint()
    {
        var git = Path.Combine(Root, ".git");
        var index = new FileInfo(Path.Combine(git, "index"));
        var state = new List<string> { index.Exists ? $"{index.LastWriteTimeUtc:O} {Hash(index.FullName)}" : "no index" };
        foreach (var name in Directory.EnumerateFiles(git, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (IsUsers(Path.GetRelativePath(git, name))) state.Add($"{Path.GetRelativePath(git, name)} {Hash(name)}");
        foreach (var name in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (!name.StartsWith(git, StringComparison.Ordinal)) state.Add($"{name} {File.GetLastWriteTimeUtc(name):O} {Hash(name)}");
        return string.Join('\n', state);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public static void MakeExecutable(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
    }

    public static bool IsExecutable(string file) => !OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);

    private static bool IsUsers(string path) =>
        !path.StartsWith("objects", StringComparison.Ordinal) && !path.Contains("flor", StringComparison.Ordinal);

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static string Real(string folder) => Directory.ResolveLinkTarget(folder, true)?.FullName ?? folder;

    private static (int ExitCode, string Output) Run(string folder, bool check, string[] arguments)
    {
        string[] settings = ["-c", "user.name=A User", "-c", "user.email=user@example.com", "-c", "protocol.file.allow=always", "-c", "core.quotePath=false"];
        var start = new ProcessStartInfo("git", [.. settings, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(!check || process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {errors.Result}");
        return (process.ExitCode, output.TrimEnd('\n'));
    }
}
