using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using FlorDb.Cli.Hosting;

namespace FlorDb.Cli.Commands;

/// <summary>Prints the version of this program and of what it runs on.</summary>
internal sealed class VersionAction(Terminal terminal) : SynchronousCommandLineAction
{
    /// <summary>The version of this program, without the commit that it was built from.</summary>
    public static string Version { get; } =
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var platform = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();
        terminal.Output.Write($"flor {Version} ({RuntimeInformation.FrameworkDescription}, {platform})\n");
        terminal.Output.Flush();
        return ExitCode.Fine;
    }
}
