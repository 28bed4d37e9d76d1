using FlorDb.Storage;

namespace FlorDb.Torch.Replaying;

/// <summary>What the record has of one iteration: what the loop yielded, and whether the iteration came to its end.</summary>
internal readonly record struct RecordedIteration(CellValue Value, bool Ended);
