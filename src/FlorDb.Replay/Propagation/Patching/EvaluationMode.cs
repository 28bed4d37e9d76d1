using FlorDb.Replay.Propagation.Matching;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>
/// The evaluation mode that the newest source switches a network to in front of a statement that uses it. It comes along, and is undone behind
/// the statement, so that the training goes on in the mode that it had.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="start">The statement that sets the mode.</param>
/// <param name="end">The last statement that needs it.</param>
internal sealed class EvaluationMode(ISymbol network, StatementSyntax start, StatementSyntax end)
{
    private const string Variable = "training";

    /// <summary>The mode that a statement depends on; null where none is set, or where the old version sets it by itself.</summary>
    public static EvaluationMode? Around(TreeMatch match, StatementInfo item, IEnumerable<ISymbol> dependencies)
    {
        for (var i = item.Index - 1; i >= 0 && !match.IsMatched(item.List.Items[i].Syntax); i--)
        {
            var sibling = item.List.Items[i].Syntax;
            if (Effects.ModeSwitchedBy(match.Newest, sibling) is not { } network) continue;
            return Effects.SwitchesToEvaluation(sibling) && dependencies.Contains(network, SymbolEqualityComparer.Default) ? new EvaluationMode(network, sibling, item.Syntax) : null;
        }

        return null;
    }

    /// <summary>The modes that are set inside of a new piece of code for those of its parts that are kept.</summary>
    public static IEnumerable<EvaluationMode> Inside(SourceProgram newest, SyntaxNode root, IReadOnlyCollection<StatementSyntax> kept) =>
        from start in root.DescendantNodes().OfType<StatementSyntax>()
        where Effects.SwitchesToEvaluation(start)
        let network = Effects.ModeSwitchedBy(newest, start)
        where network is not null && StatementList.Of(start) is not null
        let end = StatementList.Of(start)!.Items.LastOrDefault(item => item.Syntax.SpanStart > start.SpanStart && kept.Any(part => item.Syntax.Span.Contains(part.Span)))
        where end is not null
        select new EvaluationMode(network, start, end.Syntax);

    /// <summary>The statement that sets the mode.</summary>
    public StatementSyntax Start => start;

    /// <summary>The text of a carried statement with the mode around it.</summary>
    public string Wrap(string text, CodeCarrier code, CodePlace place, CarriedUses uses)
    {
        var (name, mode) = (code.ResolveVariable(network, place, uses), code.ReserveName(Variable, place));
        return $"var {mode} = {name}.training;\n{name}.eval();\n{text}\n{name}.train({mode});";
    }

    /// <summary>Puts the mode back behind the last statement of a carried piece of code that needs it.</summary>
    public void Undo(CarriedText text, CodeCarrier code, CodePlace place, CarriedUses uses)
    {
        var (name, mode) = (code.ResolveVariable(network, place, uses), code.ReserveName(Variable, place));
        text.Replace(new(start.FullSpan.Start, 0), $"{TextPatch.IndentOf(start)}var {mode} = {name}.training;\n");
        text.Replace(new(end.Span.End, 0), $"\n{TextPatch.IndentOf(end)}{name}.train({mode});");
    }
}
