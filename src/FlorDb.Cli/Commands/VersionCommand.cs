using System.CommandLine;
using FlorDb.Cli.Hosting;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor version</c>.</summary>
internal sealed class VersionCommand : Command
{
    /// <summary>Makes the command.</summary>
    public VersionCommand(Terminal terminal)
        : base("version", "Print the version of flor and of what it runs on.") => Action = new VersionAction(terminal);
}
