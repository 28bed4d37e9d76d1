using System.Globalization;

namespace FlorDb.Storage.Wal;

/// <summary>Reads the valid prefix of one WAL file.</summary>
internal static class WalReader
{
    /// <summary>Hands every record up to the first place that is none to <paramref name="redo"/>.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="id">Which file it must be.</param>
    /// <param name="lastSequence">The LSN before the file's first; null if that is not known.</param>
    /// <param name="isLive">Whether its writer is at work: then the first zeros are the end, and what lies behind them is not looked at.</param>
    /// <param name="redo">Takes the records.</param>
    /// <param name="isCarry">Whether it must be a carry file.</param>
    public static WalOutcome Read(ReadOnlySpan<byte> bytes, WalId id, long? lastSequence, bool isLive, WalRedo redo, bool isCarry = false)
    {
        if (FindHeaderFault(bytes, id, isCarry, lastSequence, out long sequence) is { } fault)
            return new WalOutcome(lastSequence ?? 0, 0, fault, HasValidRecords(bytes, WalLayout.HeaderBytes));
        redo.BeginFile();
        int offset = WalLayout.HeaderBytes;
        while (true)
        {
            var status = Frame.TryRead(bytes[offset..], out var frame);
            if (status == FrameStatus.End)
            {
                bool more = !isLive && HasValidRecords(bytes, offset);
                return new WalOutcome(sequence, offset, more ? "a record is missing" : null, more);
            }

            if (status == FrameStatus.Damaged) return Stopped(bytes, offset, sequence, "a record's checksum is wrong");
            if (frame.Sequence != sequence + 1)
                return Stopped(bytes, offset, sequence, string.Create(CultureInfo.InvariantCulture, $"record {sequence + 1} is missing"));
            try
            {
                redo.Apply(frame);
            }
            catch (InvalidDataException failure)
            {
                return Stopped(bytes, offset, sequence, char.ToLowerInvariant(failure.Message[0]) + failure.Message[1..].TrimEnd('.'));
            }

            sequence++;
            offset += (int)frame.Bytes;
            redo.Progress.DoneBytes += frame.Bytes;
            if (offset >= bytes.Length) return new WalOutcome(sequence, offset, null, false);
        }
    }

    private static WalOutcome Stopped(ReadOnlySpan<byte> bytes, int offset, long sequence, string fault) =>
        new(sequence, offset, fault, HasValidRecords(bytes, offset + FrameLayout.Alignment));

    private static string? FindHeaderFault(ReadOnlySpan<byte> bytes, WalId id, bool isCarry, long? lastSequence, out long sequence)
    {
        sequence = 0;
        if (WalHeader.TryRead(bytes, out var header) is { } fault) return fault;
        if (header.Id != id || header.IsCarry != isCarry)
            return $"the file's header says that it is {(header.IsCarry ? header.Id.CarryName : header.Id.FileName)}";
        sequence = header.FirstSequence - 1;
        return lastSequence is { } last && sequence != last ? $"the records between {last} and {sequence + 1} are missing" : null;
    }

    /// <summary>Whether there is a valid record anywhere from an offset on: then what stopped the reader was not just the torn end of the log.</summary>
    private static bool HasValidRecords(ReadOnlySpan<byte> bytes, int offset)
    {
        while (offset < bytes.Length)
        {
            int nonZero = bytes[offset..].IndexOfAnyExcept((byte)0);
            if (nonZero < 0) return false;
            offset += nonZero & ~(FrameLayout.Alignment - 1);
            if (Frame.TryRead(bytes[offset..], out _) == FrameStatus.Valid) return true;
            offset += FrameLayout.Alignment;
        }

        return false;
    }
}
