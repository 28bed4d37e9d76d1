using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>Turns the failures of git and of the file system into ones of the store.</summary>
internal static class GitErrors
{
    public static T Translate<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception problem) when (problem is LibGit2SharpException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{what} can't be used: {problem.Message}", problem);
        }
    }
}
