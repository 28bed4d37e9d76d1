using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlorDb.Replay.Propagation.Matching;

/// <summary>Which statements, lists of statements and bodies of two versions of a program correspond; each to at most one.</summary>
internal sealed class TreeMatch(SourceProgram newest, SourceProgram old)
{
    private readonly Dictionary<StatementSyntax, StatementSyntax> _toOld = [];
    private readonly HashSet<StatementSyntax> _matchedOld = [];
    private readonly Dictionary<StatementList, StatementList> _lists = [];
    private readonly HashSet<StatementList> _matchedOldLists = [];
    private readonly Dictionary<StatementSyntax, StatementSyntax> _twins = [];

    public SourceProgram Newest { get; } = newest;

    public SourceProgram Old { get; } = old;

    public IEnumerable<(StatementSyntax New, StatementSyntax Old)> Statements => _toOld.Select(pair => (pair.Key, pair.Value));

    public StatementSyntax? OldOf(StatementSyntax statement) => _toOld.GetValueOrDefault(statement);

    public StatementList? OldOf(StatementList list) => _lists.GetValueOrDefault(list);

    public bool IsFree(StatementSyntax newest, StatementSyntax old) => !_toOld.ContainsKey(newest) && !_matchedOld.Contains(old);

    public bool IsMatched(StatementSyntax newest) => _toOld.ContainsKey(newest);

    public bool IsMatchedOld(StatementSyntax old) => _matchedOld.Contains(old);

    public bool Add(StatementSyntax newest, StatementSyntax old)
    {
        if (!IsFree(newest, old)) return false;
        _toOld[newest] = old;
        _matchedOld.Add(old);
        return true;
    }

    public bool Add(StatementList newest, StatementList old)
    {
        if (_lists.ContainsKey(newest) || !_matchedOldLists.Add(old)) return false;
        _lists[newest] = old;
        return true;
    }

    /// <summary>Notes that two old loops are as good as each other for a new one.</summary>
    public void AddTwins(StatementSyntax old, StatementSyntax other) => (_twins[old], _twins[other]) = (other, old);

    /// <summary>The old loop that could be meant as well as a given one; null if there is none.</summary>
    public StatementSyntax? TwinOf(StatementSyntax old) => _twins.GetValueOrDefault(old);

    /// <summary>The old body that a new body's own list of statements was matched with.</summary>
    public SyntaxNode? OldBodyOf(SyntaxNode body) =>
        Code.ListOf(body) is { } list && OldOf(list) is { } old ? (SyntaxNode?)(old.Holder is CompilationUnitSyntax file ? file : old.Owner) : null;
}
