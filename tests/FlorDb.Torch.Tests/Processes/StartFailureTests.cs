using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Processes;

public sealed class StartFailureTests
{
    [Fact]
    public void Folder_without_a_repository_is_told()
    {
        using var folder = new ScratchRepository(isRepository: false);
        var (exitCode, _, error) = folder.Run("train");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("flor: there is no git repository at ", error, StringComparison.Ordinal);
        Assert.Contains("git init", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Store));
    }

    [Fact]
    public void Store_of_another_version_is_left_alone()
    {
        using var repository = new ScratchRepository();
        repository.Run("echo");
        string format = Path.Combine(repository.Store, "format");
        File.WriteAllText(format, "FlorDB store\nversion 99\n");
        var (exitCode, _, error) = repository.Run("train");

        Assert.Equal(3, exitCode);
        Assert.Contains("version 99", error, StringComparison.Ordinal);
        Assert.Equal("FlorDB store\nversion 99\n", File.ReadAllText(format));
    }

    [Fact]
    public void Replay_without_a_run_is_told()
    {
        using var repository = new ScratchRepository();
        var (exitCode, _, error) = repository.Run("train", "--replay_flor", "1/1");

        Assert.Equal(2, exitCode);
        Assert.Equal("flor: there is no recorded run of Program.cs to replay. Run it without --replay_flor first.", error.Trim());
    }
}
