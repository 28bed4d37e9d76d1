using FlorDb.Query.Hindsight;
using FlorDb.Replay;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Cli.Hosting;

/// <summary>Finds the code of the runs, and makes what fills missing cells from it.</summary>
internal static class HindsightFactory
{
    /// <summary>The repository that the store lies in, else the one that the current folder lies in; null if neither lies in one.</summary>
    public static CodeRepository? FindRepository(FlorStore store, Terminal terminal) =>
        CodeRepository.Discover(store.Folder) ?? CodeRepository.Discover(terminal.Folder);

    /// <summary>Makes what fills missing cells; null without a repository.</summary>
    public static IHindsight? Create(FlorStore store, CodeRepository? repository) =>
        repository is null ? null : new HindsightReplayer(store, repository);
}
