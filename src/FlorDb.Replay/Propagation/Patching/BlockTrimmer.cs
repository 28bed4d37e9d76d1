using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Finds the parts of a new piece of code that its log statements need: the rest of it does not belong into an old version.</summary>
internal sealed class BlockTrimmer(SourceProgram newest)
{
    private readonly ChangedState _state = new(newest);

    /// <exception cref="RefusedException">A part that they need has effects on the training.</exception>
    public IReadOnlySet<StatementSyntax> KeptIn(StatementInfo root, IReadOnlyCollection<StatementSyntax> logs)
    {
        var kept = logs.ToHashSet();
        var own = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<ISymbol>(logs.Concat(logs.SelectMany(log => log.Ancestors().OfType<StatementSyntax>())).Where(part => root.Syntax.Span.Contains(part.Span))
            .SelectMany(part => Effects.UsedBy(newest, part)));
        while (open.TryDequeue(out var variable))
        {
            if (!Effects.DeclaredIn(variable, root.Syntax) || !own.Add(variable)) continue;
            var makers = root.Syntax.DescendantNodes().OfType<StatementSyntax>().Where(part => StatementList.Of(part) is not null && Makes(newest, part, variable));
            foreach (var maker in makers.Where(part => !logs.Any(log => part.Span.Contains(log.Span))).ToList())
            {
                kept.Add(maker);
                foreach (var used in Effects.UsedBy(newest, maker)) open.Enqueue(used);
            }
        }

        foreach (var part in kept.Where(part => newest.Flor.LogName(part) is null)) RequirePure(newest, newest, part, own, own.FirstOrDefault());
        kept.UnionWith(EvaluationMode.Inside(newest, root.Syntax, kept).Select(mode => mode.Start).ToList());
        RequireUnchanged(root, kept);
        kept.UnionWith(ContextsOf(root, kept).ToList());
        return kept;
    }

    /// <summary>Whether a statement declares a variable or changes it.</summary>
    public static bool Makes(SourceProgram program, StatementSyntax part, ISymbol variable) =>
        Scope.DeclaredBy(program, part).Contains(variable, SymbolEqualityComparer.Default)
        || (Effects.DeclaredIn(variable, part) is false && Effects.WritesOf(program, part).Any(write => SymbolEqualityComparer.Default.Equals(write.Variable, variable)));

    /// <summary>Refuses to carry code that would have effects on the training of the old version.</summary>
    public static void RequirePure(SourceProgram newest, SourceProgram old, StatementSyntax part, IReadOnlySet<ISymbol> own, ISymbol? local)
    {
        if ((Effects.ImpurityOf(newest, part, own) ?? ImpurityOfCalls(newest, old, part)) is not { } reason) return;
        throw new RefusedException($"'{local?.Name}' has no counterpart there, and what computes it can't be carried: line {HomeFinder.LineOf(part)} of the newest source {reason}");
    }

    // A method that is called may be the old version's own.
    private static string? ImpurityOfCalls(SourceProgram newest, SourceProgram old, StatementSyntax part)
    {
        foreach (var body in newest.Calls.CalledFrom(part))
        {
            var name = Code.BareNameOf(body);
            var there = old.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).Where(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax && Code.BareNameOf(node) == name);
            if (there.Prepend(body).Select(method => Effects.ImpurityOfCalling(method.SyntaxTree == body.SyntaxTree ? newest : old, method)).FirstOrDefault(reason => reason is not null) is { } reason)
                return $"calls {Code.NameOf(body)}, {reason}";
        }

        return null;
    }

    /// <summary>What is left out must not change what the rest uses after it.</summary>
    private void RequireUnchanged(StatementInfo root, HashSet<StatementSyntax> kept)
    {
        var leaves = root.Syntax.DescendantNodes().OfType<StatementSyntax>().Where(part => StatementList.Of(part) is not null && !part.DescendantNodes().OfType<StatementSyntax>().Any());
        foreach (var part in leaves.Where(part => !kept.Any(other => other.Span.Contains(part.Span))))
        {
            var needed = kept.FirstOrDefault(other => other.SpanStart > part.SpanStart && _state.Touches(part, _state.DependenciesOf(other)));
            if (needed is null) continue;
            var reason = Effects.ImpurityOf(newest, part, new HashSet<ISymbol>(SymbolEqualityComparer.Default)) ?? "changes what is logged";
            throw new RefusedException($"line {HomeFinder.LineOf(needed)} of the newest source needs line {HomeFinder.LineOf(part)}, which {reason} and can't be carried");
        }
    }

    /// <summary>The contexts, such as <c>using var _ = no_grad();</c>, in which the kept statements stand.</summary>
    private IEnumerable<StatementSyntax> ContextsOf(StatementInfo root, HashSet<StatementSyntax> kept) =>
        from context in root.Syntax.DescendantNodes().OfType<LocalDeclarationStatementSyntax>()
        where context.UsingKeyword.RawKind != 0 && !Effects.UsedBy(newest, context).Any()
        where kept.Any(part => part.SpanStart > context.SpanStart && context.Parent!.Span.Contains(part.Span))
        select context;
}
