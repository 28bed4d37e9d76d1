using System.Globalization;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage;

/// <summary>What is known of a batch without reading it, also called its zone map.</summary>
public sealed class LoopZones
{
    private readonly ZoneMap _zones;
    private readonly int _batch;
    private readonly Schema _schema;

    internal LoopZones(ZoneMap zones, int batch, Schema schema)
    {
        _zones = zones;
        _batch = batch;
        _schema = schema;
    }

    /// <summary>The number of rows, those of runs that are not wanted included.</summary>
    public int RowCount => _zones.Rows[_batch];

    /// <summary>
    /// What the cells and arguments of a name can be. A bound holds for every number among them, in whatever column it stands; NaN is no number.
    /// </summary>
    public CellZone Find(string name)
    {
        var zone = CellZone.Empty;
        foreach (var field in _schema.Fields)
            if (field.Metadata.Find(ColumnRole.RoleKey) is ColumnRole.Cell or ColumnRole.Argument && field.Metadata.Find(ColumnRole.NameKey) == name)
                zone = zone.With(ZoneOf(field));
        return zone;
    }

    /// <summary>The range of a loop's indices; null if nothing is known of it.</summary>
    /// <param name="depth">The loop's depth, 0 for the outermost.</param>
    public (long Min, long Max)? Index(int depth)
    {
        string text = depth.ToString(CultureInfo.InvariantCulture);
        var field = _schema.Fields.FirstOrDefault(field =>
            field.Metadata.Find(ColumnRole.RoleKey) == ColumnRole.Index && field.Metadata.Find(ColumnRole.DepthKey) == text);
        if (field is null || !_zones.Columns.TryGetValue(field.Name, out var zones) || zones[_batch] is not { Min: { } min, Max: { } max }) return null;
        return (long.Parse(min, CultureInfo.InvariantCulture), long.Parse(max, CultureInfo.InvariantCulture));
    }

    private CellZone ZoneOf(Field field)
    {
        if (!_zones.Columns.TryGetValue(field.Name, out var zones)) return CellZone.Unknown;
        var zone = zones[_batch];
        long count = RowCount - zone.NullCount;
        if (count == 0) return CellZone.Empty;
        if (field.Metadata.Find(ColumnRole.KindKey) is not (nameof(CellKind.Int64) or nameof(CellKind.Float64))) return new CellZone(count, null, null, HasOthers: true);
        return new CellZone(count, Number(zone.Min), Number(zone.Max), HasOthers: false);
    }

    private static double? Number(string? text) => text is null ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
