using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Torch.Startup;

/// <summary>Where a training program lives: its repository, its source file, and the store of its runs.</summary>
internal sealed class ProgramHome : IDisposable
{
    private const string StoreVariable = "FLOR_STORE";

    private readonly VersionOptions _versions;

    private ProgramHome(CodeRepository repository, string sourceFile, FlorOptions options)
    {
        Repository = repository;
        SourceFile = sourceFile;
        FileName = RepositoryPath.IsInside(repository.Root, sourceFile) ? RepositoryPath.Relative(repository.Root, sourceFile) : Path.GetFileName(sourceFile);
        Project = options.Project ?? repository.ProjectId;
        string? chosen = options.StoreFolder ?? Environment.GetEnvironmentVariable(StoreVariable);
        StoreFolder = Path.GetFullPath(string.IsNullOrEmpty(chosen) ? Path.Combine(repository.Root, ".flor") : chosen);
        Time = options.Time;
        _versions = new VersionOptions { FileBytesMax = options.FileBytesMax, StoreFolder = StoreFolder };
    }

    public CodeRepository Repository { get; }

    /// <summary>The program's source file, as a full path.</summary>
    public string SourceFile { get; }

    /// <summary>The source file as a record names it.</summary>
    public string FileName { get; }

    public string Project { get; }

    public string StoreFolder { get; }

    public TimeProvider Time { get; }

    /// <exception cref="FlorException">There is no repository.</exception>
    public static ProgramHome Find(FlorOptions options, string file)
    {
        string cwd = Environment.CurrentDirectory;
        string source = file.Length == 0 ? cwd : Path.GetFullPath(file);
        var repository = options.Repository is { } chosen
            ? CodeRepository.Discover(Path.GetFullPath(chosen))
            : (File.Exists(source) ? CodeRepository.Discover(source) : null) ?? CodeRepository.Discover(cwd);
        if (repository is not null) return new ProgramHome(repository, source, options);
        string where = options.Repository ?? (File.Exists(source) ? Path.GetDirectoryName(source)! : cwd);
        throw new FlorException(
            $"there is no git repository at {where}. A run keeps its code version in git: run \"git init\" in the project's folder, or name a repository with FlorOptions.Repository.");
    }

    /// <exception cref="FlorException">The store can't be used.</exception>
    public FlorStore OpenStore()
    {
        try
        {
            return FlorStore.OpenOrCreate(StoreFolder, new StoreOptions { Time = Time });
        }
        catch (StoreException failure)
        {
            throw new FlorException(failure.Message, failure) { ExitCode = FlorExit.Store };
        }
    }

    /// <summary>Keeps the working tree as it is now.</summary>
    /// <exception cref="FlorException">It can't be kept.</exception>
    public VersionInfo CommitWorkingTree(string message)
    {
        try
        {
            return Repository.CommitWorkingTree(message, _versions);
        }
        catch (StoreException failure)
        {
            throw new FlorException(failure.Message, failure);
        }
    }

    public void Dispose() => Repository.Dispose();
}
