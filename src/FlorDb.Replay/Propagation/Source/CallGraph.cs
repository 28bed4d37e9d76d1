using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlorDb.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>Who calls whom in a program, and in which Flor loops code therefore runs.</summary>
internal sealed class CallGraph
{
    private readonly SourceProgram _program;
    private readonly ILookup<SyntaxNode, SimpleNameSyntax> _sites;
    private readonly ILookup<string, SimpleNameSyntax> _byName;
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<LoopPath>> _paths = [];
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<SyntaxNode>> _called = [];

    public CallGraph(SourceProgram program)
    {
        _program = program;
        var names = program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()).ToList();
        var callable = program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).Select(CallableName).ToHashSet(StringComparer.Ordinal);
        _sites = (from name in names where callable.Contains(name.Identifier.Text) || name.Parent is BaseObjectCreationExpressionSyntax from body in Callees(name) select (body, name)).ToLookup(pair => pair.body, pair => pair.name);
        _byName = names.Where(name => name.Parent is MemberAccessExpressionSyntax access && access.Name == name).ToLookup(name => name.Identifier.Text);
    }

    /// <summary>The places that call a body, or pass it on as a delegate.</summary>
    public IEnumerable<SimpleNameSyntax> SitesOf(SyntaxNode body)
    {
        var sites = _sites[body];
        if (sites.Any() || body is not MethodDeclarationSyntax method || !IsCalledThroughBase(method)) return sites;
        // A module's forward() is called by its base class, which the program reaches through call() or forward().
        return method.Identifier.Text == "forward" ? _byName["forward"].Concat(_byName["call"]) : _byName[method.Identifier.Text];
    }

    /// <summary>The bodies that a piece of code calls directly.</summary>
    public IEnumerable<SyntaxNode> CalledFrom(SyntaxNode code) =>
        _called.GetOrAdd(code, key => [.. key.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().SelectMany(Callees).Distinct()]);

    /// <summary>All bodies that a piece of code reaches through calls.</summary>
    public IReadOnlySet<SyntaxNode> ReachedFrom(SyntaxNode code)
    {
        var reached = new HashSet<SyntaxNode>();
        var open = new Queue<SyntaxNode>(CalledFrom(code));
        while (open.TryDequeue(out var body))
        {
            if (!reached.Add(body)) continue;
            foreach (var next in CalledFrom(body)) open.Enqueue(next);
        }

        return reached;
    }

    public static bool IsEntry(SyntaxNode body) =>
        body is CompilationUnitSyntax file ? file.Members.Any(member => member is GlobalStatementSyntax)
            : body is MethodDeclarationSyntax { Identifier.Text: "Main" } method && method.Modifiers.Any(modifier => modifier.Text == "static");

    /// <summary>The Flor loops around a node, one path for each way to reach it; empty if nothing calls it.</summary>
    public ImmutableArray<LoopPath> PathsOf(SyntaxNode node)
    {
        if (Code.BodyOf(node) is not { } body) return [];
        var inner = LoopsAround(node, body);
        return [.. BodyPaths(body, []).Select(path => inner.Aggregate(path, (outer, loop) => outer.Append(loop)))];
    }

    /// <summary>The Flor loops, nested ones included, that executing a piece of code enters, relative to that code.</summary>
    public IEnumerable<LoopPath> LoopsReachedBy(SyntaxNode code) => LoopsReachedBy(code, []).Distinct();

    private IEnumerable<LoopPath> LoopsReachedBy(SyntaxNode code, ImmutableHashSet<SyntaxNode> visited)
    {
        foreach (var loop in _program.Flor.Loops.Where(loop => code.Span.Contains(loop.Syntax.Span) && code.SyntaxTree == loop.Syntax.SyntaxTree))
        {
            var outer = loop.Syntax.Ancestors().TakeWhile(ancestor => code.Span.Contains(ancestor.Span))
                .Select(_program.Flor.LoopName).OfType<string>().Reverse();
            yield return LoopPath.Of([.. outer, loop.Name]);
        }

        foreach (var name in code.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            var around = name.Ancestors().TakeWhile(ancestor => code.Span.Contains(ancestor.Span))
                .Where(ancestor => ancestor is CommonForEachStatementSyntax loop && loop.Statement.Span.Contains(name.Span))
                .Select(_program.Flor.LoopName).OfType<string>().Reverse().ToArray();
            foreach (var body in Callees(name).Where(body => !visited.Contains(body)))
            {
                foreach (var path in LoopsReachedBy(body, visited.Add(body))) yield return LoopPath.Of([.. around, .. path.Loops]);
            }
        }
    }

    private static bool IsCalledThroughBase(MethodDeclarationSyntax method) =>
        method.Modifiers.Any(modifier => modifier.Text is "override" or "virtual" or "abstract")
        || method.ExplicitInterfaceSpecifier is not null
        || method.Parent is TypeDeclarationSyntax { BaseList: not null };

    private List<string> LoopsAround(SyntaxNode node, SyntaxNode body)
    {
        var loops = new List<string>();
        for (var current = node; current != body && current.Parent is { } parent; current = parent)
        {
            if (parent is CommonForEachStatementSyntax loop && loop.Statement == current && _program.Flor.LoopName(loop) is { } name) loops.Insert(0, name);
        }

        return loops;
    }

    private ImmutableArray<LoopPath> BodyPaths(SyntaxNode body, ImmutableHashSet<SyntaxNode> visited)
    {
        if (IsEntry(body)) return [LoopPath.Root];
        if (visited.Contains(body)) return [];
        if (visited.IsEmpty && _paths.TryGetValue(body, out var known)) return known;
        var paths = new List<LoopPath>();
        foreach (var site in SitesOf(body))
        {
            if (Code.BodyOf(site) is not { } caller) continue;
            var inner = LoopsAround(site, caller);
            paths.AddRange(BodyPaths(caller, visited.Add(body)).Select(path => inner.Aggregate(path, (outer, loop) => outer.Append(loop))));
        }

        ImmutableArray<LoopPath> result = [.. paths.Distinct()];
        if (visited.IsEmpty) _paths[body] = result;
        return result;
    }

    private IEnumerable<SyntaxNode> Callees(SimpleNameSyntax name)
    {
        var target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? (SyntaxNode)access : name;
        var symbol = name.Parent is BaseObjectCreationExpressionSyntax creation ? _program.Symbol(creation) : _program.Symbol(target);
        if (symbol is IPropertySymbol property) return property.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).SelectMany(PropertyBodies);
        if (symbol is not IMethodSymbol method) return [];
        method = method.ReducedFrom ?? method;
        return method.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Where(IsCallable);
    }

    private static string? CallableName(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        _ => null,
    };

    private static bool IsCallable(SyntaxNode node) => node is LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax;

    private static IEnumerable<SyntaxNode> PropertyBodies(SyntaxNode property) =>
        property is PropertyDeclarationSyntax { ExpressionBody: not null } ? [property] : property.DescendantNodes().OfType<AccessorDeclarationSyntax>();
}
