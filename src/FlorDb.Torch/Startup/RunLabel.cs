using System.Security.Cryptography;

namespace FlorDb.Torch.Startup;

/// <summary>Makes up labels for runs that were given none: "brisk-otter-3f2a".</summary>
internal static class RunLabel
{
    private static readonly string[] Adjectives =
    [
        "amber", "bold", "brisk", "calm", "clever", "crisp", "deep", "eager", "fair", "fine", "fleet", "fresh", "gentle", "grand", "keen", "kind",
        "light", "lively", "lucky", "merry", "mild", "neat", "noble", "plain", "proud", "quick", "quiet", "rapid", "ripe", "sharp", "silver", "warm",
    ];

    private static readonly string[] Nouns =
    [
        "badger", "beech", "birch", "brook", "cedar", "crane", "dune", "falcon", "fern", "finch", "grove", "harbor", "heron", "holly", "lark", "linden",
        "maple", "marsh", "meadow", "osprey", "otter", "pine", "plover", "reed", "ridge", "river", "rowan", "sparrow", "thistle", "tide", "willow", "wren",
    ];

    public static string MakeUp() =>
        $"{Pick(Adjectives)}-{Pick(Nouns)}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";

    private static string Pick(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];
}
