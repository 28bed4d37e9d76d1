using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Where a column's parts begin in the lists of a record batch message, and in the schema's list of dictionaries.</summary>
internal readonly record struct ColumnPlace(int Node, int Buffer, int Dictionary)
{
    public static ImmutableArray<ColumnPlace> OfAll(Schema schema)
    {
        var places = ImmutableArray.CreateBuilder<ColumnPlace>(schema.Fields.Length + 1);
        var next = default(ColumnPlace);
        places.Add(next);
        foreach (var field in schema.Fields) places.Add(next = next.After(field.Type));
        return places.MoveToImmutable();
    }

    /// <summary>How many buffers a type has, without those of nested types.</summary>
    public static int BufferCount(ArrowType type) => type switch
    {
        NullType => 0,
        FixedSizeListType or StructType => 1,
        BinaryType => 3,
        _ => 2,
    };

    private ColumnPlace After(ArrowType type)
    {
        var next = new ColumnPlace(Node + 1, Buffer + BufferCount(type), Dictionary + (type is DictionaryType ? 1 : 0));
        foreach (var child in type.Children) next = next.After(child.Type);
        return next;
    }
}
