using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>A schema as it was read, with the dictionary id of each field that is coded by one, in the order in which fields are met.</summary>
internal sealed record DecodedSchema(Schema Schema, ImmutableArray<long> DictionaryIds)
{
    /// <summary>Where each column's parts begin, and at the end the totals.</summary>
    public ImmutableArray<ColumnPlace> Places { get; } = ColumnPlace.OfAll(Schema);

    /// <summary>The type of a dictionary's values.</summary>
    public ArrowType? ValueType(long dictionaryId)
    {
        var position = DictionaryIds.IndexOf(dictionaryId);
        return position < 0 ? null : ((DictionaryType)DictionaryFields.Of(Schema.Fields).ElementAt(position).Type).Value;
    }
}
