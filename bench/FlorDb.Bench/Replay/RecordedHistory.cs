using FlorDb.Bench.Running;
using FlorDb.Storage;

namespace FlorDb.Bench.Replay;

/// <summary>A git repository in which versions of a training program have been recorded, and whose newest source logs more than they did.</summary>
internal sealed class RecordedHistory : IDisposable
{
    private readonly ScratchFolder _folder;
    private readonly string _pristine;

    private RecordedHistory(ScratchFolder folder)
    {
        _folder = folder;
        _pristine = folder.At("store-as-recorded");
        Root = folder.At("repository");
    }

    public string Root { get; }

    public string Store => Path.Combine(Root, ".flor");

    /// <summary>Records so many versions, one after the other, and puts the newest source in place.</summary>
    /// <param name="context">Where, and whom to tell.</param>
    /// <param name="program">The program.</param>
    /// <param name="versions">How many versions.</param>
    /// <param name="arguments">What each is started with.</param>
    public static RecordedHistory Record(BenchContext context, VersionedProgram program, int versions, params string[] arguments)
    {
        var history = new RecordedHistory(context.NewFolder());
        try
        {
            history.Create(program);
            for (int version = 0; version < versions; version++)
            {
                context.Say($"{program.Name}: recording version {version + 1} of {versions}");
                history.Write("Program.cs", program.Version(version));
                history.Run("git", "add", "-A");
                history.Run("git", "commit", "-q", "-m", $"version {version}");
                history.Run("dotnet", "build", "train.csproj", "-c", "Release", "-o", history._folder.At("bin"), "--nologo", "-v", "quiet", "-clp:NoSummary");
                history.Run("dotnet", [history._folder.At("bin/train.dll"), "--flor", $"version-{version}", .. arguments]);
            }

            history.Write("Program.cs", program.Newest());
            ScratchFolder.Copy(history.Store, history._pristine);
            return history;
        }
        catch
        {
            history.Dispose();
            throw;
        }
    }

    /// <summary>Takes all replayed cells away, and, if wanted, what was built for them.</summary>
    public void Reset(bool withBuilds)
    {
        string builds = Path.Combine(Store, "cache", "builds");
        string kept = _folder.At("builds");
        if (!withBuilds && Directory.Exists(builds)) Directory.Move(builds, kept);
        Directory.Delete(Store, recursive: true);
        ScratchFolder.Copy(_pristine, Store);
        if (!Directory.Exists(kept)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(builds)!);
        Directory.Move(kept, builds);
    }

    public FlorStore OpenStore() => FlorStore.Open(Store);

    public void Dispose() => _folder.Dispose();

    private void Create(VersionedProgram program)
    {
        Directory.CreateDirectory(Path.Combine(Root, Path.GetDirectoryName(program.DataFile)!));
        File.WriteAllBytes(Path.Combine(Root, program.DataFile), program.Data);
        Write(".gitignore", "bin/\nobj/\n");
        Write("train.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{AppContext.BaseDirectory}FlorDb.Torch.dll;{AppContext.BaseDirectory}FlorDb.Storage.dll;{AppContext.BaseDirectory}TorchSharp.Lite.dll;{AppContext.BaseDirectory}LibGit2Sharp.dll" />
                <None Include="{AppContext.BaseDirectory}*.so" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """);
        Write("Directory.Build.props", "<Project />");
        Run("git", "init", "-q", "-b", "main", ".");
        Run("git", "config", "user.name", "Bench");
        Run("git", "config", "user.email", "bench@example.org");
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Root, name), text);

    /// <summary>Trainings compute with one thread each, so that two workers can have a core each.</summary>
    private void Run(string program, params IEnumerable<string> arguments)
    {
        using var child = ChildProcess.StartOther(program, Root, new Dictionary<string, string> { ["OPENBLAS_NUM_THREADS"] = "1", ["OMP_NUM_THREADS"] = "1", ["FLOR_PROGRESS"] = "off" }, arguments);
        child.WaitForEnd();
    }
}
