using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>
/// Finds libgit2. LibGit2Sharp asks for a build of its own (libgit2-a2bde63); where that is not shipped, the system's library is taken, which has the same
/// functions.
/// </summary>
internal static class NativeGit
{
    private const string OwnBuildPrefix = "libgit2-";
    private static readonly string[] SystemNames = ["libgit2.so.1.7", "libgit2.so.1.6", "libgit2.so.1.5"];
    private static readonly Lazy<string?> Problem = new(Load);

    /// <summary>Makes sure that LibGit2Sharp can be used.</summary>
    public static void Require()
    {
        if (Problem.Value is not { } problem) return;
        throw new StoreException(
            $"libgit2, which FlorDB keeps code versions with, can't be loaded: install it (on Debian 12: apt-get install libgit2-1.5), then try again. {problem}");
    }

    private static string? Load()
    {
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
        try
        {
            return GlobalSettings.Version is null ? "It has no version." : null;
        }
        catch (Exception problem) when (problem is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return (problem.InnerException ?? problem).Message;
        }
    }

    private static nint Resolve(Assembly assembly, string name)
    {
        if (!name.StartsWith(OwnBuildPrefix, StringComparison.Ordinal) && !name.StartsWith(OwnBuildPrefix["lib".Length..], StringComparison.Ordinal)) return 0;
        foreach (var system in SystemNames)
            if (NativeLibrary.TryLoad(system, out var handle)) return handle;
        return 0;
    }
}
