using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;

namespace FlorDb.Replay.Propagation;

/// <summary>
/// Finds errors that a patch has brought into a version. Errors that either source has by itself come from references that are not at
/// hand here: the build will tell about those.
/// </summary>
internal static class CompileCheck
{
    public static void Require(SourceProgram newest, SourceProgram old, SourceProgram patched)
    {
        if (patched.Errors.IsEmpty) return;
        var known = newest.Errors.Concat(old.Errors).Select(Key).ToHashSet(StringComparer.Ordinal);
        var missing = old.Errors.Any(IsMissingReference) || newest.Errors.Any(IsMissingReference);
        var error = patched.Errors.FirstOrDefault(error => !known.Contains(Key(error)) && !(missing && IsMissingReference(error)));
        if (error is null) return;
        var place = error.Location.GetLineSpan();
        throw new RefusedException(
            $"the patched code does not compile: {Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    private static string Key(Diagnostic error) => $"{error.Id} {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";

    private static bool IsMissingReference(Diagnostic error) => error.Id is "CS0246" or "CS0234" or "CS0012" or "CS0400";
}
