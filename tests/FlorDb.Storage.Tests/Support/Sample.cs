using System.Collections.Immutable;

namespace FlorDb.Storage.Tests.Support;

/// <summary>Headers and values for tests.</summary>
internal static class Sample
{
    public static RunHeader Header(string runId = "first") => new()
    {
        Key = RunKey.Create(DateTimeOffset.UtcNow),
        ProjectId = "digits",
        RunId = runId,
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
        VersionId = "0123456789abcdef0123456789abcdef01234567",
        FileName = "src/Program.cs",
        Arguments = ["--kwargs", "lr=0.1"],
        Environment = new Dictionary<string, string> { ["cwd"] = ".", ["pid"] = "1" }.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    public static ReplayHeader Replay(RunKey run, params string[] names) => new()
    {
        Key = ReplayKey.Create(DateTimeOffset.UtcNow),
        Run = run,
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_500_000),
        Names = [.. names],
        PatchedVersionId = "fedcba9876543210fedcba9876543210fedcba98",
        Part = 1,
        Parts = 2,
        Provenance = new ReplayProvenance("cpu", "checkpoint after epoch 3", 2.5, 1.25),
    };

    public static StoreOptions SmallWal { get; } = new() { WalBytes = 64 * 1024, CommitInterval = TimeSpan.FromMinutes(10) };

    /// <summary>One value of each kind.</summary>
    public static IReadOnlyList<CellValue> Values { get; } =
    [
        CellValue.Null, CellValue.Of(true), CellValue.Of(false), CellValue.Of(-7L), CellValue.Of(long.MinValue), CellValue.Of(0.5),
        CellValue.Of(BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_1234)), CellValue.Of(double.NegativeInfinity), CellValue.Of(-0.0),
        CellValue.Of("grüße 🙂"), CellValue.Of(""), CellValue.OfMicroseconds(1_700_000_000_123_456), CellValue.Of(new byte[] { 0, 1, 255 }),
        CellValue.OfJson("{\"a\":[1,2]}"),
        CellValue.Of(new TensorValue(ElementType.Float32, [2, 3], Enumerable.Range(0, 24).Select(i => (byte)i).ToArray())),
        CellValue.Of(new TensorValue(ElementType.Int64, [], new byte[8])),
        CellValue.Of(new TensorValue(ElementType.UInt8, [0, 5], Array.Empty<byte>())),
    ];
}
