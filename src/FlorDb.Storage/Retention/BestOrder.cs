namespace FlorDb.Storage;

/// <summary>Which numbers are good.</summary>
public enum BestOrder
{
    /// <summary>The smallest, such as of a loss.</summary>
    Smallest,

    /// <summary>The largest, such as of an accuracy.</summary>
    Largest,
}
