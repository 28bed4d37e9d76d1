using System.Runtime.InteropServices;
using FlorDb.Storage;
using FlorDb.Torch.Capture;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Tests.Capture;

/// <summary>
/// Made-up pieces of state in native memory, side by side and over each other, that are written to, moved, dropped and captured; and a writer that comes late
/// and keeps pages in a table. Every snapshot is compared with what the state was.
/// </summary>
internal sealed unsafe class CaptureScene : IDisposable
{
    private const int MostPieces = 8;
    private const int BlockBytes = 5 << 20;
    private static readonly CheckpointPosition[] Positions =
    [
        new(LoopPath.Of("epoch", "step"), [0], CheckpointMoment.AfterLoop, 1),
        new(LoopPath.Of("epoch"), [0], CheckpointMoment.IterationEnd, 1),
        new(LoopPath.Of("epoch"), [], CheckpointMoment.BeforeLoop, 0),
    ];

    private readonly Random _random;
    private readonly nint _block = (nint)NativeMemory.AlignedAlloc(BlockBytes, 4096);
    private readonly StateRegistry _registry = new();
    private readonly Pieces _pieces = new();
    private readonly StateCapture _capture;
    private readonly WriteWatch? _watch;
    private readonly Queue<(Snapshot Snapshot, List<(string Name, byte[] Bytes)> Truth)> _pending = new();
    private readonly Dictionary<PageHash, byte[]> _store = [];
    private int _position;

    public CaptureScene(int seed, bool watches)
    {
        _random = new Random(seed);
        _watch = watches ? WriteWatch.TryOpen() : null;
        _registry.Add(_pieces);
        _capture = new StateCapture(_registry, _watch, _random.Next(4) == 0 ? _random.Next(16 << 20) : null);
        new Span<byte>((void*)_block, BlockBytes).Clear();
        for (int i = 0; i < 4; i++) AddPiece();
    }

    /// <summary>How many bytes were not copied, of all that were captured.</summary>
    public long SavedBytes { get; private set; }

    public void Run(int steps)
    {
        for (int i = 0; i < steps; i++) Step();
        while (_pending.Count > 0) WriteNext();
    }

    public void Dispose()
    {
        while (_pending.TryDequeue(out var left)) left.Snapshot.Dispose();
        _capture.Dispose();
        NativeMemory.AlignedFree((void*)_block);
    }

    private void Step()
    {
        switch (_random.Next(12))
        {
            case 0:
                AddPiece();
                break;
            case 1 when _pieces.All.Count > 1:
                _pieces.All.RemoveAt(_random.Next(_pieces.All.Count));
                break;
            case 2:
                Overwrite(_pieces.All[_random.Next(_pieces.All.Count)]);
                break;
            case 3 when _pieces.All.Count > 1:
                _capture.Forget();
                break;
            case < 7:
                Touch();
                break;
            case < 10:
                Capture();
                break;
            default:
                if (_pending.Count > 0) WriteNext();
                break;
        }
    }

    /// <summary>A piece anywhere in the block: it may have bytes in common with others, or a page of the system.</summary>
    private void AddPiece()
    {
        if (_pieces.All.Count == MostPieces) return;
        int length = _random.Next(3) == 0 ? _random.Next(1000) : _random.Next(1_500_000);
        int offset = _random.Next(BlockBytes - length);
        string name = $"piece{_random.Next(MostPieces)}";
        _pieces.All.RemoveAll(piece => piece.Name == name);
        _pieces.All.Add((name, _block + offset, length));
    }

    private void Overwrite((string Name, nint Memory, int Length) piece) => _random.NextBytes(new Span<byte>((void*)piece.Memory, piece.Length));

    private void Touch()
    {
        for (int i = _random.Next(20); i > 0; i--) ((byte*)_block)[_random.Next(BlockBytes)] ^= (byte)_random.Next(1, 256);
    }

    private void Capture()
    {
        var position = Positions[_random.Next(5) == 0 ? _random.Next(Positions.Length) : _position++ % 2];
        if (_random.Next(6) == 0)
        {
            _capture.Skip(position);
            return;
        }

        if (_capture.TryCapture(position) is not { } snapshot)
        {
            if (_pending.Count > 0) WriteNext();
            return;
        }

        var truth = _pieces.All.Select(piece => (piece.Name, Bytes: new Span<byte>((void*)piece.Memory, piece.Length).ToArray())).ToList();
        SavedBytes += truth.Sum(piece => (long)piece.Bytes.Length) - snapshot.CopiedBytes;
        _pending.Enqueue((snapshot, truth));
    }

    private void WriteNext()
    {
        var (snapshot, truth) = _pending.Dequeue();
        using var written = snapshot;
        foreach (var entry in snapshot.Entries)
        {
            foreach (var page in entry.Pages)
                if (page.Hash is null)
                    page.MarkWritten(Keep(page.Bytes));
            entry.Learn();
        }

        var entries = snapshot.Entries.Where(entry => entry.Name.StartsWith("piece", StringComparison.Ordinal)).ToList();
        Assert.Equal(truth.Select(piece => piece.Name), entries.Select(entry => entry.Name));
        foreach (var (entry, piece) in entries.Zip(truth))
        {
            Assert.Equal(piece.Bytes.Length, entry.Length);
            var rest = piece.Bytes.AsSpan();
            foreach (var page in entry.Pages)
            {
                var bytes = _store[page.Hash!.Value];
                Assert.True(rest[..bytes.Length].SequenceEqual(bytes), piece.Name);
                rest = rest[bytes.Length..];
            }

            Assert.True(rest.IsEmpty);
        }
    }

    private PageHash Keep(ReadOnlySpan<byte> bytes)
    {
        var digest = MemoryMarshal.Cast<byte, ulong>(System.Security.Cryptography.SHA256.HashData(bytes));
        var hash = new PageHash(digest[0], digest[1]);
        _store.TryAdd(hash, bytes.ToArray());
        return hash;
    }

    private sealed class Pieces() : StateItem("pieces", new object())
    {
        public List<(string Name, nint Memory, int Length)> All { get; } = [];

        public override void Capture(IStateSink sink)
        {
            foreach (var (name, memory, length) in All) sink.AddMemory(name, "", new ReadOnlySpan<byte>((void*)memory, length));
        }

        public override void Restore(IStateSource source) => throw new NotSupportedException();
    }
}
