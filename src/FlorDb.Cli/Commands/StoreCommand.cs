using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary>A command that opens a store.</summary>
internal abstract class StoreCommand : FolderCommand
{
    /// <summary>Makes a command.</summary>
    protected StoreCommand(string name, string description, Terminal terminal, Option<string?> store)
        : base(name, description, terminal, store)
    {
    }

    /// <summary>Does the work.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation);

    /// <inheritdoc/>
    protected sealed override async Task<int> RunAsync(ParseResult line, string folder, CancellationToken cancellation)
    {
        using var store = FlorStore.Open(folder);
        return await RunAsync(line, store, cancellation).ConfigureAwait(false);
    }
}
