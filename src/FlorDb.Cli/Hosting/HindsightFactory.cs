using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Hosting;

/// <summary>Makes what fills missing cells.</summary>
internal static class HindsightFactory
{
    /// <summary>Makes it for a store.</summary>
    public static IHindsight? Create(FlorStore store) => null;
}
