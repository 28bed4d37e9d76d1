namespace FlorDb.Storage.Checkpoints;

/// <summary>A page as a pack has it.</summary>
/// <param name="Header">What its header says.</param>
/// <param name="Content">Its content, encoded as the header says.</param>
internal sealed record StoredPage(PageHeader Header, byte[] Content);
