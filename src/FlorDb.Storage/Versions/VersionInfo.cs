using System.Collections.Immutable;

namespace FlorDb.Storage.Versions;

/// <summary>A code version that was kept.</summary>
/// <param name="VersionId">The git commit, 40 hexadecimal characters.</param>
/// <param name="LeftOut">
/// Files of the working tree that stayed out (secrets, large files, those named in <c>.florignore</c>), each with the reason, relative to the
/// repository's root.
/// </param>
public sealed record VersionInfo(string VersionId, ImmutableArray<LeftOutFile> LeftOut);

/// <summary>A file that a code version does not hold.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record LeftOutFile(string Path, string Reason);
