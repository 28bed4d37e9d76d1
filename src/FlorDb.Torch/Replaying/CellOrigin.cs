namespace FlorDb.Torch.Replaying;

/// <summary>Where a cell that a replay logs stands already.</summary>
internal enum CellOrigin
{
    /// <summary>Nowhere.</summary>
    Missing,

    /// <summary>In the run's own record.</summary>
    Recorded,

    /// <summary>In an earlier replay that was verified.</summary>
    Overlaid,
}
