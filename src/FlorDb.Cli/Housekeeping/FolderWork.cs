using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Housekeeping;

/// <summary>Checks and repairs a store, and shows how far that is.</summary>
internal static class FolderWork
{
    /// <summary>Checks it.</summary>
    public static async Task<VerificationReport> VerifyAsync(string folder, Terminal terminal, CancellationToken cancellation)
    {
        var display = new WorkDisplay(terminal);
        await using (display.ConfigureAwait(false)) return FlorStore.Verify(folder, new Talk(display, "checked"), cancellation);
    }

    /// <summary>Repairs it.</summary>
    public static async Task<RepairReport> RepairAsync(string folder, Terminal terminal, CancellationToken cancellation)
    {
        var display = new WorkDisplay(terminal);
        await using (display.ConfigureAwait(false)) return FlorStore.Repair(folder, new Talk(display, "checked and repaired"), cancellation);
    }

    private sealed class Talk(WorkDisplay display, string what) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) =>
            display.Report($"{Count.Bytes(value.BytesDone)} of {Count.Bytes(value.BytesTotal)} {what}", value.BytesDone, value.BytesTotal);
    }
}
