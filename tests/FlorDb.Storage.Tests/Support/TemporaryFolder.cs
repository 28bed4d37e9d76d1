namespace FlorDb.Storage.Tests.Support;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flordb-store-").FullName;

    public string Store => System.IO.Path.Combine(Path, ".flor");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
