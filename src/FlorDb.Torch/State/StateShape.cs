namespace FlorDb.Torch.State;

/// <summary>The names and descriptions of the pieces of a state, without their content.</summary>
internal sealed class StateShape : IStateSink
{
    private readonly Dictionary<string, string> _descriptions = new(StringComparer.Ordinal);

    public bool WantsContent => false;

    public void Add(string name, string description, ReadOnlySpan<byte> bytes) => _descriptions[name] = description;

    public void AddMemory(string name, string description, ReadOnlySpan<byte> memory) => Add(name, description, memory);

    /// <summary>Whether another state has the same pieces, but for those that may be missing.</summary>
    public bool Fits(IStateSource source)
    {
        var names = source.Names.ToHashSet(StringComparer.Ordinal);
        return names.All(name => _descriptions.TryGetValue(name, out string? description)
                ? source.Find(name)!.Description == description
                : IsOptional(source.Find(name)!.Description))
            && _descriptions.All(piece => names.Contains(piece.Key) || IsOptional(piece.Value));
    }

    private static bool IsOptional(string description) =>
        description.StartsWith($"{ModuleState.Gradient} ", StringComparison.Ordinal) || description.StartsWith($"{OptimizerState.Kind} ", StringComparison.Ordinal);
}
