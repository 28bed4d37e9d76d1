using FlorDb.Storage.Io;

namespace FlorDb.Storage.Verification;

/// <summary>What the checks of one store share: the disk, the findings, the progress. Not thread-safe.</summary>
internal sealed class VerificationContext(IStoreFileSystem files, StoreLayout layout, WorkProgress progress)
{
    private readonly List<Finding> _findings = [];
    private int _files;

    public IStoreFileSystem Files => files;

    public StoreLayout Layout => layout;

    public VerificationReport Report => new([.. _findings], _files, progress.Done);

    public void Expect(long bytes) => progress.Expect(bytes);

    public void Damage(string file, long offset, string held, string problem, IEnumerable<RunKey> runs, string remedy) =>
        _findings.Add(new Finding(FindingKind.Damage, file, offset, held, problem, [.. runs.Distinct()], remedy));

    public void Leftover(string file, string held) => _findings.Add(
        new Finding(FindingKind.Leftover, file, 0, held, "nothing in the store uses it", [], "it may be deleted when no process has the store open"));

    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public void Advance(string file, long bytes) => progress.Advance(file, bytes);

    /// <summary>A file was checked to its end.</summary>
    public void Finish(string file, long bytes)
    {
        _files++;
        Advance(file, bytes);
    }

    /// <summary>The length of a file; 0 if it is not there.</summary>
    public long LengthOf(string path)
    {
        try
        {
            using var file = files.OpenForReading(path);
            return file.Length;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
