using System.Collections.Immutable;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Planning;

/// <summary>In which order two pieces of a program run, where its text tells.</summary>
internal static class ExecutionOrder
{
    /// <summary>
    /// Whether <paramref name="code"/> runs only before <paramref name="other"/>. Code that shares a plain loop with it runs before and after.
    /// </summary>
    public static bool IsBefore(SourceProgram program, SyntaxNode code, SyntaxNode other)
    {
        var (a, b) = (Chain(program, code), Chain(program, other));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i] == b[i]) continue;
            return a[i].SpanStart < b[i].SpanStart && !ShareLoop(program, a[i], b[i]);
        }

        return false;
    }

    /// <summary>The calls that lead to a node from the program's entry, then the node.</summary>
    private static ImmutableArray<SyntaxNode> Chain(SourceProgram program, SyntaxNode node)
    {
        var chain = new List<SyntaxNode> { node };
        var visited = new HashSet<SyntaxNode>();
        for (var body = Code.BodyOf(node); body is not null && !CallGraph.IsEntry(body) && visited.Add(body); body = Code.BodyOf(chain[0]))
        {
            if (program.Calls.SitesOf(body).FirstOrDefault() is not { } site) break;
            chain.Insert(0, site);
        }

        return [.. chain];
    }

    private static bool ShareLoop(SourceProgram program, SyntaxNode a, SyntaxNode b) =>
        a.Ancestors().Intersect(b.Ancestors()).Any(node => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            || (node is CommonForEachStatementSyntax && program.Flor.LoopName(node) is null));
}
