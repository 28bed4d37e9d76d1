using System.Reflection;
using FlorDb.Replay.Execution;
using FlorDb.Replay.Tests.Support;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Tests.Execution;

/// <summary>A git repository with a training program that real processes run.</summary>
internal sealed class TrainingRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainingRepository()
    {
        Write("train.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Libraries}/FlorDb.Torch.dll;{Libraries}/FlorDb.Storage.dll;{Libraries}/TorchSharp.Lite.dll;{Libraries}/LibGit2Sharp.dll" />
                <None Include="{Libraries}/*.so" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """);
        Write(".gitignore", "bin/\nobj/\n");
    }

    public string Root => _folder.Path;

    public string Store => _folder[".flor"];

    private static string Libraries
    {
        get
        {
            var assembly = typeof(TrainingRepository).Assembly;
            var relative = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "TorchLibraries").Value!;
            return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(assembly.Location)!, relative));
        }
    }

    public void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    public async Task InitAsync()
    {
        await Git("init", "-q", "-b", "main", ".");
        await Git("config", "user.name", "Test");
        await Git("config", "user.email", "test@example.org");
    }

    public async Task CommitAsync(string message)
    {
        await Git("add", "-A");
        await Git("commit", "-q", "-m", message);
    }

    /// <summary>Builds the program as it stands and runs it.</summary>
    public async Task TrainAsync(params string[] arguments)
    {
        await BuildAsync();
        await Run([ChildProcess.DotnetHost, _folder["bin/Debug/net10.0/train.dll"], .. arguments]);
    }

    public Task BuildAsync() => Run([ChildProcess.DotnetHost, "build", "--nologo", "-v", "q", "-nodeReuse:false", "train.csproj"]);

    /// <summary>Starts the built program without waiting for it.</summary>
    public Task<int> StartAsync(params string[] arguments) => ChildProcess.RunAsync(
        [ChildProcess.DotnetHost, _folder["bin/Debug/net10.0/train.dll"], .. arguments], Root, new Dictionary<string, string?>(), _folder[".flor/background.log"], CancellationToken.None);

    /// <summary>What a user would see of the repository: status, branch, commits, index and files.</summary>
    public async Task<string> UsersViewAsync()
    {
        var status = await Git("status", "--porcelain", "--branch");
        var commits = await Git("log", "--format=%H %s", "main");
        var index = Convert.ToHexString(await File.ReadAllBytesAsync(_folder[".git/index"]));
        return string.Join('\n', status, commits, index, await File.ReadAllTextAsync(_folder[".git/HEAD"]), await File.ReadAllTextAsync(_folder["Program.cs"]));
    }

    public FlorStore OpenStore() => FlorStore.Open(Store);

    public CodeRepository OpenCode() => CodeRepository.Discover(Root)!;

    public void Dispose() => _folder.Dispose();

    private Task<string> Git(params string[] arguments) => Run(["git", .. arguments]);

    private async Task<string> Run(string[] command)
    {
        var log = Path.GetTempFileName();
        try
        {
            var code = await ChildProcess.RunAsync(command, Root, new Dictionary<string, string?>(), log, CancellationToken.None);
            var output = await File.ReadAllTextAsync(log);
            Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}:\n{output}");
            return output;
        }
        finally
        {
            File.Delete(log);
        }
    }
}
