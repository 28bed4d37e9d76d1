namespace FlorDb.Storage.Segments;

/// <summary>The cells of one name in some rows, or those of them that one physical column holds.</summary>
internal interface ICellColumn
{
    /// <summary>The cell in a row; false if the column has none there.</summary>
    bool TryGet(int row, out CellValue value);
}
