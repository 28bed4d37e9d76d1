namespace FlorDb.Cli.Rendering;

/// <summary>How a piece of text looks on a terminal that can do it.</summary>
internal enum Ink
{
    Plain,
    Dim,
    Bold,
    Error,
    Warning,
    Good,
    Accent,
}
