using FlorDb.Query.Execution;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>
/// An expression whose names and types are known. <see cref="object.ToString"/> gives its text; two expressions with the same text are the same.
/// </summary>
internal abstract class BoundExpression(ExpressionType type)
{
    public ExpressionType Type { get; } = type;

    public virtual IReadOnlyList<BoundExpression> Operands => [];

    /// <summary>This expression and all within it.</summary>
    public IEnumerable<BoundExpression> WithDescendants() => Operands.SelectMany(operand => operand.WithDescendants()).Prepend(this);

    public abstract CellValue Evaluate(Row row);

    public abstract override string ToString();
}
