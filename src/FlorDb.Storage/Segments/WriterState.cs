namespace FlorDb.Storage.Segments;

/// <summary>Whether the writer of a log goes on.</summary>
internal enum WriterState
{
    /// <summary>It goes on: what is open stays open.</summary>
    AtWork,

    /// <summary>It is gone: what is open is over.</summary>
    Gone,
}
