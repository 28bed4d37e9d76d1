namespace FlorDb.Torch.Loops;

/// <summary>How a loop came to its end.</summary>
internal enum LoopExit
{
    /// <summary>Its sequence was exhausted.</summary>
    Exhausted,

    /// <summary>Its body left it by <c>break</c>, <c>return</c> or <c>goto</c>.</summary>
    Left,

    /// <summary>An exception left its body or its sequence.</summary>
    Unwound,

    /// <summary>A replay did not execute the rest of it, and brought back the state that was recorded after it.</summary>
    Skipped,
}
