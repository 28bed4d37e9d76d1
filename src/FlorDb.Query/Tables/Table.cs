using System.Collections.Immutable;
using FlorDb.Query.Execution;

namespace FlorDb.Query.Tables;

/// <summary>Something that stands after <c>FROM</c>.</summary>
internal abstract class Table(string name)
{
    public string Name => name;

    /// <summary>All columns that can be named now; of two with the same name the first is meant.</summary>
    public abstract ImmutableArray<TableColumn> Columns { get; }

    /// <summary>Looks further for columns, where that is costly; false if there is nowhere to look.</summary>
    public virtual bool TryWiden() => false;

    /// <summary>The columns that <c>*</c> stands for beside the columns that a query names elsewhere.</summary>
    public virtual IEnumerable<TableColumn> StarColumns(IReadOnlyCollection<TableColumn> named) => Columns.Where(column => column.IsInStar);

    /// <summary>Whether a column may be written with that qualifier.</summary>
    public bool IsQualifier(string qualifier, TableColumn column) => string.Equals(qualifier, QualifierOf(column), StringComparison.OrdinalIgnoreCase);

    /// <summary>The qualifier that reaches a column although another has the same name; null if it has none.</summary>
    public virtual string? QualifierOf(TableColumn column) => null;

    /// <summary>Why a name is not a column, as a sentence.</summary>
    public virtual string Missing(string columnName) => $"The table {Name} has no column {columnName}.";

    /// <summary>The rows, with a value for each wanted column.</summary>
    public abstract IEnumerable<Row> Scan(ScanRequest request, CancellationToken cancellation);

    /// <summary>What a scan reads, for <c>EXPLAIN</c>.</summary>
    public virtual string Describe(ScanRequest request) => "";
}
