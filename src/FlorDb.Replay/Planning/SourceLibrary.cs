using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;
using FlorDb.Storage.Versions;
using Microsoft.CodeAnalysis;

namespace FlorDb.Replay.Planning;

/// <summary>Reads and keeps the sources of programs: as the working tree has them now, and as versions recorded them.</summary>
internal sealed class SourceLibrary(CodeRepository repository)
{
    private readonly ConcurrentDictionary<(string Version, ProgramIdentity Program), SourceProgram> _versions = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<MetadataReference>> _references = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ProgramIdentity, SourceProgram> _trees = new();
    private readonly Lock _gate = new();

    /// <exception cref="RefusedException">The version is not in the repository, or holds no source of the program.</exception>
    public SourceProgram Version(string versionId, ProgramIdentity program)
    {
        lock (_gate)
        {
            return _versions.GetOrAdd((versionId, program), key =>
            {
                var files = Read(key.Version, key.Program);
                if (files.IsEmpty) throw new RefusedException($"the version holds no source of {(program.Project.Length > 0 ? program.Project : program.FileName)}");
                return new SourceProgram(files, References(program));
            });
        }
    }

    /// <summary>The files of a version.</summary>
    /// <exception cref="RefusedException">The version is not in the repository.</exception>
    public IReadOnlyList<VersionFile> FilesOf(string versionId)
    {
        try
        {
            return repository.ListFiles(versionId);
        }
        catch (StoreException e)
        {
            throw new RefusedException(e.Message, e);
        }
    }

    /// <summary>The program as it stands in the working tree; null if it is gone from there.</summary>
    public SourceProgram? WorkingTree(ProgramIdentity program)
    {
        var files = ProgramSources.OfWorkingTree(repository.Root, program);
        if (files.IsEmpty) return null;
        if (_trees.TryGetValue(program, out var known) && known.Files.SequenceEqual(files)) return known;
        return _trees[program] = new SourceProgram(files, References(program));
    }

    /// <summary>The newest source of a program that logs a name: the working tree's, else that of the newest recorded version.</summary>
    public SourceProgram? NewestWith(string name, ProgramIdentity program, SourceProgram? tree, IEnumerable<RunInfo> runs)
    {
        if (tree is not null && Logs(tree, name)) return tree;
        foreach (var version in runs.Reverse().Where(run => ProgramIdentity.Of(run.Header) == program).Select(run => run.Header.VersionId).Distinct())
        {
            try
            {
                if (Version(version, program) is var source && Logs(source, name)) return source;
            }
            catch (RefusedException)
            {
                // A version that is gone can't tell; an older one may.
            }
        }

        return null;
    }

    private static bool Logs(SourceProgram source, string name) => source.Flor.Logs.Any(log => log.Name == name);

    private ImmutableSortedDictionary<string, string> Read(string versionId, ProgramIdentity program)
    {
        try
        {
            return ProgramSources.OfVersion(repository, versionId, program);
        }
        catch (StoreException e)
        {
            throw new RefusedException(e.Message, e);
        }
    }

    private ImmutableArray<MetadataReference> References(ProgramIdentity program) =>
        _references.GetOrAdd(program.Folder, folder => CodeReferences.ForProject(Path.Combine(repository.Root, folder)));
}
