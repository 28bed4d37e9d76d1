using System.Diagnostics;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

public class FullDiskTests
{
    private const int DiskBytes = 4 << 20;

    [TmpfsFact]
    public void Full_disk_refuses_with_what_to_do_hurts_nothing_and_goes_on_with_room()
    {
        using var folder = new TemporaryFolder();
        var program = ChildProgram.Command("fill-disk", folder.Path);
        using var process = Process.Start(TmpfsFactAttribute.Command(folder.Path, DiskBytes, [program.FileName, .. program.ArgumentList]))!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{output} {errors.Result}");
        Assert.Contains("recorded on a full disk", output, StringComparison.Ordinal);
        // What the process said that met the full disk and had nobody to catch the exception.
        Assert.Contains("StoreException", errors.Result, StringComparison.Ordinal);
        Assert.Contains("ake room", errors.Result, StringComparison.Ordinal);
    }
}
