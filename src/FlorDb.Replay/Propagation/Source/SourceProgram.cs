using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>A program's sources, parsed and bound as far as the references at hand allow.</summary>
internal sealed class SourceProgram
{
    // What the SDK's ImplicitUsings add; binding only, so it does no harm where a project switches them off.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly ConcurrentDictionary<SyntaxNode, ISymbol?> _symbols = [];
    private readonly Lazy<ImmutableArray<Diagnostic>> _errors;
    private readonly Lazy<ImmutableArray<StatementInfo>> _statements;
    private readonly Lazy<FlorCalls> _flor;
    private readonly Lazy<CallGraph> _calls;

    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview).WithFeatures([new("FileBasedProgram", "true")]);

    public SourceProgram(IReadOnlyDictionary<string, string> files, ImmutableArray<MetadataReference> references)
        : this(files.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(Parse)], references, null)
    {
    }

    // What an earlier compilation has bound of the references serves again.
    private SourceProgram(ImmutableSortedDictionary<string, string> files, ImmutableArray<SyntaxTree> trees, ImmutableArray<MetadataReference> references, CSharpCompilation? earlier)
    {
        (Files, Trees, References) = (files, trees, references);
        ImmutableArray<SyntaxTree> all = [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions)];
        // Whether something may be null is no question here, and costs as much as all else.
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Disable);
        Compilation = earlier?.RemoveAllSyntaxTrees().AddSyntaxTrees(all) ?? CSharpCompilation.Create("program", all, references, options);
        _errors = new(() => [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)]);
        _statements = new(() => [.. Trees.SelectMany(StatementList.AllIn).SelectMany(list => list.Items)]);
        _flor = new(() => new FlorCalls(this));
        _calls = new(() => new CallGraph(this));
    }

    /// <summary>The text of each source by path.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; }

    public ImmutableArray<MetadataReference> References { get; }

    public ImmutableArray<SyntaxTree> Trees { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>Every statement that stands in a list of statements, in document order.</summary>
    public ImmutableArray<StatementInfo> Statements => _statements.Value;

    public FlorCalls Flor => _flor.Value;

    public CallGraph Calls => _calls.Value;

    /// <summary>The compiler's errors, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Errors => _errors.Value;

    public SemanticModel Model(SyntaxTree tree) => _models.GetOrAdd(tree, key => Compilation.GetSemanticModel(key));

    /// <summary>What an expression or declaration means: its symbol, or the likeliest one where types are not known.</summary>
    public ISymbol? Symbol(SyntaxNode node) => _symbols.GetOrAdd(node, key =>
    {
        var info = Model(key.SyntaxTree).GetSymbolInfo(key);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    });

    public ISymbol? Declared(SyntaxNode node) => Model(node.SyntaxTree).GetDeclaredSymbol(node);

    public ITypeSymbol? Type(ExpressionSyntax node) => Model(node.SyntaxTree).GetTypeInfo(node).Type;

    /// <summary>Whether a symbol is declared in the program's own sources.</summary>
    public bool Owns(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0 && Trees.Contains(symbol.DeclaringSyntaxReferences[0].SyntaxTree);

    /// <summary>The statement that holds a node in a list of statements; null outside of bodies.</summary>
    public static StatementInfo? StatementOf(SyntaxNode node)
    {
        for (var current = node; current is not null; current = current.Parent)
        {
            if (current is StatementSyntax statement && StatementList.Of(statement) is { } list) return list.Find(statement);
        }

        return null;
    }

    /// <summary>The same program with some files replaced.</summary>
    public SourceProgram With(IReadOnlyDictionary<string, string> changed) =>
        new(Files.SetItems(changed), [.. Trees.Select(tree => changed.TryGetValue(tree.FilePath, out var text) ? Parse(new(tree.FilePath, text)) : tree)], References, Compilation);

    /// <summary>Another program that is bound against the same references.</summary>
    public SourceProgram WithFiles(IReadOnlyDictionary<string, string> files) =>
        new(files.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(Parse)], References, Compilation);

    private static SyntaxTree Parse(KeyValuePair<string, string> file) => CSharpSyntaxTree.ParseText(file.Value, ParseOptions, file.Key);
}
