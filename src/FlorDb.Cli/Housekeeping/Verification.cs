using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Housekeeping;

/// <summary>Checks a store, and shows how far that is.</summary>
internal static class Verification
{
    /// <summary>Checks it.</summary>
    public static async Task<VerificationReport> RunAsync(string folder, Terminal terminal, CancellationToken cancellation)
    {
        var display = new WorkDisplay(terminal);
        await using (display.ConfigureAwait(false)) return FlorStore.Verify(folder, new Talk(display), cancellation);
    }

    private sealed class Talk(WorkDisplay display) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) =>
            display.Report($"{Count.Bytes(value.BytesDone)} of {Count.Bytes(value.BytesTotal)} checked", value.BytesDone, value.BytesTotal);
    }
}
