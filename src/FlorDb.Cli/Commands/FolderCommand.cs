using System.CommandLine;
using FlorDb.Cli.Hosting;

namespace FlorDb.Cli.Commands;

/// <summary>A command that works on a store's folder. Ctrl-C cancels it.</summary>
internal abstract class FolderCommand : Command
{
    private readonly Option<string?> _store;

    /// <summary>Makes a command.</summary>
    protected FolderCommand(string name, string description, Terminal terminal, Option<string?> store)
        : base(name, description)
    {
        _store = store;
        Terminal = terminal;
        SetAction(InvokeAsync);
    }

    /// <summary>The surroundings.</summary>
    protected Terminal Terminal { get; }

    /// <summary>Does the work.</summary>
    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult line, string folder, CancellationToken cancellation);

    /// <summary>Refuses what can be seen to be wrong before the store is looked at.</summary>
    protected virtual void Check(ParseResult line)
    {
    }

    private async Task<int> InvokeAsync(ParseResult line, CancellationToken cancellation)
    {
        Check(line);
        using var interruption = new Interruption(Terminal, cancellation);
        return await RunAsync(line, StoreLocator.Find(Terminal, line.GetValue(_store)), interruption.Token).ConfigureAwait(false);
    }
}
