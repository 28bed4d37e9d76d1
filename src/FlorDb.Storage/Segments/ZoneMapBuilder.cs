using System.Text.Json.Nodes;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>
/// Gathers the smallest and the largest number and the number of nulls of each column in each batch, also known as small materialized aggregates
/// (Moerkotte, VLDB 1998).
/// </summary>
internal sealed class ZoneMapBuilder(Schema schema)
{
    private readonly JsonArray _rows = [];
    private readonly List<ColumnZone>[] _zones = [.. schema.Fields.Select(_ => new List<ColumnZone>())];

    public void Add(RecordBatch batch)
    {
        _rows.Add(batch.RowCount);
        for (int i = 0; i < _zones.Length; i++) _zones[i].Add(ColumnZone.Of(batch.Columns[i]));
    }

    /// <summary>The text for the footer.</summary>
    public string Describe()
    {
        var columns = new JsonObject();
        for (int i = 0; i < _zones.Length; i++)
        {
            var column = new JsonObject { ["nulls"] = new JsonArray([.. _zones[i].Select(zone => JsonValue.Create(zone.NullCount))]) };
            if (_zones[i].Exists(zone => zone.Min is not null))
            {
                column["min"] = new JsonArray([.. _zones[i].Select(zone => (JsonNode?)zone.Min)]);
                column["max"] = new JsonArray([.. _zones[i].Select(zone => (JsonNode?)zone.Max)]);
            }

            columns[schema.Fields[i].Name] = column;
        }

        return new JsonObject { ["rows"] = _rows, ["columns"] = columns }.ToJsonString();
    }
}
