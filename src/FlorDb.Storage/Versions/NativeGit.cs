using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>
/// Finds libgit2. LibGit2Sharp asks for a build of its own (libgit2-a2bde63); where that is not shipped, the system's library is taken, which has the same
/// functions.
/// </summary>
internal static unsafe class NativeGit
{
    // GIT_OPT_ENABLE_FSYNC_GITDIR of git_libgit2_opts, which LibGit2Sharp does not offer.
    private const int EnableSyncOption = 19;
    private const string OwnBuildPrefix = "libgit2-";
    private static readonly string[] SystemNames = ["libgit2.so.1.7", "libgit2.so.1.6", "libgit2.so.1.5"];
    private static readonly Lazy<string?> Problem = new(Load);

    /// <summary>Makes sure that LibGit2Sharp can be used.</summary>
    public static void Require()
    {
        if (Problem.Value is not { } problem) return;
        throw new StoreException(
            $"libgit2, which FlorDB keeps code versions with, can't be loaded: install it (on Debian 12: apt-get install libgit2-1.5), then try again. The system says: {problem}");
    }

    private static string? Load()
    {
        (AssemblyLoadContext.GetLoadContext(typeof(Repository).Assembly) ?? AssemblyLoadContext.Default).ResolvingUnmanagedDll += Resolve;
        try
        {
            // Asking for the features is what makes LibGit2Sharp load the library.
            _ = GlobalSettings.Version.Features;
            return null;
        }
        catch (Exception problem) when (problem is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return (problem.InnerException ?? problem).Message.Split(". ")[0];
        }
    }

    private static nint Resolve(Assembly assembly, string name)
    {
        if (!name.StartsWith(OwnBuildPrefix, StringComparison.Ordinal) && !name.StartsWith(OwnBuildPrefix["lib".Length..], StringComparison.Ordinal)) return 0;
        foreach (var system in SystemNames)
        {
            if (!NativeLibrary.TryLoad(system, out var handle)) continue;
            EnableSync(handle);
            return handle;
        }

        return 0;
    }

    /// <summary>Has objects and references synced to the disk, so that a version which a run names survives a power cut as the run does.</summary>
    private static void EnableSync(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "git_libgit2_init", out var initialise) || !NativeLibrary.TryGetExport(library, "git_libgit2_opts", out var options)) return;
        ((delegate* unmanaged[Cdecl]<int>)initialise)();
        ((delegate* unmanaged[Cdecl]<int, int, int>)options)(EnableSyncOption, 1);
    }
}
