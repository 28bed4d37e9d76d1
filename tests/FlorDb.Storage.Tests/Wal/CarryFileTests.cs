using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Verification;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Tests.Wal;

public class CarryFileTests
{
    private readonly SimulatedDisk _whole = SampleStore.WithDeadWriter();
    private readonly string _carry;

    public CarryFileTests()
    {
        string folder = $"{SampleStore.Folder}/wal";
        _carry = $"{folder}/{_whole.List(folder).Single(name => name.EndsWith(".carry", StringComparison.Ordinal))}";
    }

    [Fact]
    public void Carry_file_of_version_1_begins_as_a_log_does_and_is_read()
    {
        var disk = With(AsLog());
        Assert.True(FlorStore.Verify(SampleStore.Folder, disk).IsSound);
        Assert.Equal(SampleStore.Read(_whole.AfterKill()), SampleStore.Read(disk));
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(8)]
    [InlineData(4096)]
    public void Log_in_the_place_of_a_carry_file_is_reported_and_nothing_of_it_is_shown(int surplus)
    {
        var log = AsLog();
        Array.Resize(ref log, log.Length + surplus);
        var disk = With(log);
        var finding = Assert.Single(FlorStore.Verify(SampleStore.Folder, disk).Findings, finding => _carry.EndsWith(finding.File, StringComparison.Ordinal));
        Assert.Contains(".wal", finding.Problem, StringComparison.Ordinal);

        // The last log begins with iterations whose run only the carry file tells of.
        Assert.DoesNotContain("\"died\"", SampleStore.Read(disk), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_behind_a_carry_file_are_reported_and_not_used()
    {
        var bytes = _whole.ReadAll(_carry);
        var disk = With([.. bytes, .. bytes[WalLayout.HeaderBytes..]]);
        Assert.False(FlorStore.Verify(SampleStore.Folder, disk).IsSound);
        Assert.Equal(Rows(_whole.AfterKill()), Rows(disk));
    }

    private static IEnumerable<string> Rows(SimulatedDisk disk) => SampleStore.Read(disk).Split('\n').Where(line => line.StartsWith("  row", StringComparison.Ordinal));

    /// <summary>The carry file's records behind the header of a log.</summary>
    private byte[] AsLog()
    {
        var bytes = (byte[])_whole.ReadAll(_carry).Clone();
        Assert.Null(WalHeader.TryRead(bytes, out var header));
        Assert.True(header.IsCarry);
        (header with { IsCarry = false }).Write(bytes);
        return bytes;
    }

    private SimulatedDisk With(byte[] carry)
    {
        var disk = _whole.AfterKill();
        disk.Replace(_carry, carry);
        return disk;
    }
}
