using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using FlorDb.Cli.Hosting;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor version</c>.</summary>
internal sealed class VersionCommand : Command
{
    /// <summary>Makes the command.</summary>
    public VersionCommand(Terminal terminal)
        : base("version", "Print the version of flor and of what it runs on.")
    {
        SetAction(_ =>
        {
            terminal.Output.Write($"flor {Version}\n{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}\n");
            terminal.Output.Flush();
        });
    }

    /// <summary>The version of this program, without the commit that it was built from.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
