using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlorDb.Storage;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Capture;

/// <summary>Gathers the pieces of state at a capture: those that stay in memory by their place, the others as copies.</summary>
internal sealed unsafe class StatePieces(PagePool pool) : IStateSink, IDisposable
{
    private readonly List<StatePiece> _pieces = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _isKept;

    public IReadOnlyList<StatePiece> All => _pieces;

    /// <summary>How many bytes they have together.</summary>
    public long Bytes { get; private set; }

    public void Add(string name, string description, ReadOnlySpan<byte> bytes) =>
        Add(new StatePiece(name, description, 0, bytes.Length, CapturedPage.Copy(pool, bytes)));

    public void AddMemory(string name, string description, ReadOnlySpan<byte> memory)
    {
        if (memory.Length <= CheckpointWriter.PageBytes) Add(name, description, memory);
        else Add(new StatePiece(name, description, (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory)), memory.Length, null));
    }

    /// <summary>The copies are used from now on.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Gives back the memory of copies that are not used.</summary>
    public void Dispose()
    {
        if (_isKept) return;
        foreach (var piece in _pieces)
            foreach (var page in piece.Copy ?? [])
                page.Release();
    }

    private void Add(StatePiece piece)
    {
        _pieces.Add(piece);
        if (!_names.Add(piece.Name)) throw new ArgumentException($"Two pieces of registered state have the name \"{piece.Name}\".");
        Bytes += piece.Length;
    }
}

/// <summary>A piece of state at a capture.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What the bytes are.</param>
/// <param name="Memory">Where it is, in memory that does not change before the capture ends.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Copy">Its copy, where it has no such place.</param>
internal readonly record struct StatePiece(string Name, string Description, nint Memory, long Length, CapturedPage[]? Copy);
