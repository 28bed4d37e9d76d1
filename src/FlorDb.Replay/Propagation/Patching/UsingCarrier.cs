using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Patching;

/// <summary>Finds the using directives that carried code needs and its new file lacks.</summary>
internal sealed class UsingCarrier(SourceProgram newest, SourceProgram old, TextPatch patch)
{
    private readonly HashSet<(SyntaxTree From, CompilationUnitSyntax To)> _moves = [];
    private readonly Dictionary<CompilationUnitSyntax, HashSet<string>> _needed = [];
    private readonly HashSet<CompilationUnitSyntax> _unsure = [];

    /// <summary>Notes that code of one file goes to another.</summary>
    public void Note(SyntaxTree from, CompilationUnitSyntax to) => _moves.Add((from, to));

    /// <summary>Notes a name that carried code uses. Where its meaning is not known, every directive may be what it needs.</summary>
    public void Use(SyntaxTree from, CompilationUnitSyntax to, ISymbol? symbol, SimpleNameSyntax name)
    {
        Note(from, to);
        if (symbol is null or IErrorTypeSymbol)
        {
            _unsure.Add(to);
            return;
        }

        if (!_needed.TryGetValue(to, out var needed)) _needed[to] = needed = new(StringComparer.Ordinal);
        needed.Add(symbol.ContainingNamespace?.ToDisplayString() ?? "");
        needed.Add(symbol.ContainingType?.ToDisplayString() ?? "");
        needed.Add("alias " + name.Identifier.Text);
    }

    /// <summary>Puts the missing directives into the patch.</summary>
    public void Insert()
    {
        var everywhere = Directives(old).Where(directive => directive.GlobalKeyword.RawKind != 0).Select(Key).ToHashSet(StringComparer.Ordinal);
        var global = Directives(newest).Where(directive => directive.GlobalKeyword.RawKind != 0).ToList();
        foreach (var file in _moves.GroupBy(move => move.To))
        {
            var present = file.Key.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(Key).Concat(everywhere).ToHashSet(StringComparer.Ordinal);
            var candidates = file.SelectMany(move => move.From.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>()).Concat(global);
            foreach (var directive in candidates.Where(directive => IsNeeded(directive, file.Key)))
            {
                if (present.Add(Key(directive))) patch.InsertUsing(file.Key, Key(directive));
            }
        }
    }

    private bool IsNeeded(UsingDirectiveSyntax directive, CompilationUnitSyntax to)
    {
        var needed = _needed.GetValueOrDefault(to);
        if (directive.Alias is { } alias) return needed?.Contains("alias " + alias.Name.Identifier.Text) == true || _unsure.Contains(to);
        return _unsure.Contains(to) || needed?.Contains(directive.NamespaceOrType.ToString()) == true;
    }

    private static IEnumerable<UsingDirectiveSyntax> Directives(SourceProgram program) =>
        program.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>());

    private static string Key(UsingDirectiveSyntax directive) =>
        directive.WithGlobalKeyword(default).NormalizeWhitespace().ToString().Trim();
}
