using FlorDb.Storage;

namespace FlorDb.Query.Hindsight;

/// <summary>A column that a program's newest source logs.</summary>
/// <param name="Name">The name given to <c>flor.Log</c>.</param>
/// <param name="FileName">The program: the source file that starts its runs, relative to the repository's root.</param>
/// <param name="Path">The loops around the statement: at this grain the column has cells.</param>
public sealed record SourceColumn(string Name, string FileName, LoopPath Path);
