namespace FlorDb.Torch.State;

/// <summary>A shuffler: its seed and how often it was enumerated.</summary>
internal sealed class ShufflerState(string name, FlorShuffler shuffler) : StateItem(name, shuffler)
{
    public override void Capture(IStateSink sink) => sink.AddJson(Name, "shuffler", writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber(nameof(Stored.Count), shuffler.Count);
        writer.WriteNumber(nameof(Stored.Seed), shuffler.Seed);
        writer.WriteNumber(nameof(Stored.Enumerations), shuffler.Enumerations);
        writer.WriteEndObject();
    });

    public override void Restore(IStateSource source)
    {
        var stored = source.ReadJson<Stored>(Name);
        if (stored.Count != shuffler.Count)
            throw new FlorException($"\"{Name}\" can't be restored: the checkpoint's shuffler has {stored.Count} numbers, the program's has {shuffler.Count}.") { ExitCode = FlorExit.Failed };
        shuffler.GoOnFrom(stored.Seed, stored.Enumerations);
    }

    private sealed record Stored(long Count, long Seed, long Enumerations);
}
