using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of structs: append a value to each of <see cref="Parts"/>, then end the struct by <see cref="Append"/>.</summary>
public sealed class StructBuilder : ArrayBuilder
{
    private readonly StructType _type;

    /// <summary>Begins a column.</summary>
    public StructBuilder(StructType type)
        : base(type)
    {
        _type = type;
        Parts = [.. type.Fields.Select(field => Create(field.Type))];
    }

    /// <summary>Collects the parts, in the order of the type's fields.</summary>
    public ImmutableArray<ArrayBuilder> Parts { get; }

    /// <summary>Appends a struct of the values that were appended to the parts.</summary>
    /// <exception cref="InvalidOperationException">A part has no value for it, or more than one.</exception>
    public void Append()
    {
        CheckParts(Length + 1);
        MarkValue();
    }

    private protected override void AppendValues(ArrowArray values, int start, int count)
    {
        var parts = ((StructArray)values).Parts;
        for (var i = 0; i < parts.Length; i++) Parts[i].Append(parts[i], start, count);
    }

    private protected override void AppendFiller()
    {
        CheckParts(Length);
        foreach (var part in Parts) part.AppendDefault();
    }

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity)
    {
        CheckParts(length);
        return new StructArray(_type, length, validity, [.. Parts.Select(part => part.Build())]);
    }

    private void CheckParts(int length)
    {
        for (var i = 0; i < Parts.Length; i++)
        {
            if (Parts[i].Length != length)
                throw new InvalidOperationException($"The part \"{_type.Fields[i].Name}\" has {Parts[i].Length} values for {length} structs.");
        }
    }
}
