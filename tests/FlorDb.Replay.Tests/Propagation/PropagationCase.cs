using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;

namespace FlorDb.Replay.Tests.Propagation;

/// <summary>Puts the statements of a newest source into an old one, both given as text.</summary>
internal static class PropagationCase
{
    public static string Place(string newest, string old, params string[] names)
    {
        var patched = Propagator.Propagate(Parse(newest), Parse(old), names.Length > 0 ? names : ["cf"]);
        return patched.Program.Files["Program.cs"];
    }

    public static string Refusal(string newest, string old, params string[] names) =>
        Assert.Throws<RefusedException>(() => Place(newest, old, names)).Message;

    public static SourceProgram Parse(string text) => ParseAll(("Program.cs", text));

    public static SourceProgram ParseAll(params (string Path, string Text)[] files) =>
        new(files.ToDictionary(file => file.Path, file => file.Text), Library.References);
}
