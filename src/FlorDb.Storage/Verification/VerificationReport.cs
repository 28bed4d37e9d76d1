using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>What a check of a whole store has found.</summary>
/// <param name="Findings">In the order in which they were found.</param>
/// <param name="Files">How many files were checked.</param>
/// <param name="Bytes">How many bytes were read.</param>
public sealed record VerificationReport(ImmutableArray<Finding> Findings, int Files, long Bytes)
{
    /// <summary>Whether everything is as it was written; leftovers don't count.</summary>
    public bool IsSound => !Findings.Any(finding => finding.Kind == FindingKind.Damage);
}
