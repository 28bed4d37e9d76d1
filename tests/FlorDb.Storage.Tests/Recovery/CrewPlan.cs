using System.Globalization;
using System.Text;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>What each writer of a crew records; all of it follows from the label of the run and the step.</summary>
/// <param name="Runs">The runs of each writer, one after the other.</param>
/// <param name="Steps">The iterations of each run.</param>
internal sealed record CrewPlan(int Runs, int Steps)
{
    /// <summary>The cell that each step logs: its number.</summary>
    public const string Number = "n";

    private const int CheckpointEvery = 10;
    private const int PieceBytes = 5000;

    /// <summary>The loop of each run.</summary>
    public static LoopPath Step { get; } = LoopPath.Of("step");

    /// <summary>The checkpoints of each run.</summary>
    public int Checkpoints => Steps / CheckpointEvery;

    /// <summary>Whether a run is to be deleted when it is over.</summary>
    public static bool IsDoomed(string label) => label.EndsWith('1');

    /// <summary>Whether a step ends with a checkpoint.</summary>
    public static bool HasCheckpoint(int step) => step % CheckpointEvery == CheckpointEvery - 1;

    /// <summary>The state at a step: one piece that only this checkpoint has, and one that checkpoints of all writers share, those of doomed runs too.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> State(string label, int step) =>
    [
        ("own", Piece(string.Create(CultureInfo.InvariantCulture, $"{label} {step}"))),
        ("shared", Piece(string.Create(CultureInfo.InvariantCulture, $"{step / CheckpointEvery % 3}"))),
    ];

    private static byte[] Piece(string seed)
    {
        var piece = new byte[PieceBytes];
        var text = Encoding.UTF8.GetBytes(seed);
        for (int i = 0; i < piece.Length; i++) piece[i] = unchecked((byte)(text[i % text.Length] + i / text.Length));
        return piece;
    }
}
