namespace FlorDb.Storage;

/// <summary>One named piece of a checkpoint's state.</summary>
/// <param name="Name">Its name, unique in the checkpoint, such as <c>net/fc1.weight</c>.</param>
/// <param name="Description">What the bytes are, in the words of whoever wrote them (see <c>spec/replay.md</c>).</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Hash">A hash of the content: equal hashes mean equal bytes.</param>
public sealed record CheckpointEntryInfo(string Name, string Description, long Length, PageHash Hash);
