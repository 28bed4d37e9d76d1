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

    /// <summary>The rest of it was not executed: a replay brought back the state that was recorded after it, or a resumed run goes on further behind.</summary>
    Skipped,
}
