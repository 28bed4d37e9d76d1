using System.Collections.Immutable;
using System.Text;

namespace FlorDb.Query.Syntax;

/// <summary>Cuts a query into tokens.</summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols =
        ["<>", "!=", "<=", ">=", "||", "::", "//", "(", ")", "[", "]", ",", ".", ";", "*", "+", "-", "/", "%", "=", "<", ">"];

    private static readonly (string Symbol, string Problem, string Hint)[] Habits =
    [
        ("==", "== is not an operator here.", "Equality is written with one =."),
        ("&&", "&& is not an operator here.", "Write AND."),
        ("!", "! is not an operator here.", "Write NOT, or <> for \"not equal\"."),
        ("`", "A backquote is not a quotation mark here.", "Names are quoted with double quotes: \"val/acc\"."),
        ("|", "| is not an operator here.", "Write OR, or || to join texts."),
        ("&", "& is not an operator here.", "Write AND."),
        ("{", "{ means nothing here.", "A list of values is written in parentheses: IN (1, 2)."),
    ];

    private readonly SourceText _source;
    private readonly string _text;
    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private int _position;

    private Lexer(SourceText source)
    {
        _source = source;
        _text = source.Text;
    }

    /// <summary>All tokens; the last is always <see cref="TokenKind.End"/>.</summary>
    public static ImmutableArray<Token> Tokenize(SourceText source)
    {
        var lexer = new Lexer(source);
        while (lexer.SkipToToken()) lexer.ReadToken();
        lexer._tokens.Add(new Token(TokenKind.End, "", new TextSpan(source.Text.TrimEnd().Length, 0)));
        return lexer._tokens.ToImmutable();
    }

    /// <summary>Whether a text can be written as a name without quotes, reserved words aside.</summary>
    public static bool IsName(string text) => text.Length > 0 && IsNameStart(text[0]) && text.All(IsNamePart);

    private char Peek(int ahead = 0) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private bool StartsWith(string symbol) => string.CompareOrdinal(_text, _position, symbol, 0, symbol.Length) == 0;

    private bool SkipToToken()
    {
        while (_position < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_position]) || _text[_position] == '\uFEFF') _position++;
            else if (StartsWith("--")) SkipLine();
            else if (StartsWith("/*")) SkipBlockComment();
            else return true;
        }

        return false;
    }

    private void SkipLine()
    {
        var end = _text.IndexOf('\n', _position);
        _position = end < 0 ? _text.Length : end;
    }

    private void SkipBlockComment()
    {
        var start = _position;
        var depth = 0;
        do
        {
            if (_position >= _text.Length) throw Error(start, 2, "This comment has no end.", "Write */ where it ends.");
            var opens = StartsWith("/*");
            var closes = StartsWith("*/");
            depth += opens ? 1 : closes ? -1 : 0;
            _position += opens || closes ? 2 : 1;
        }
        while (depth > 0);
    }

    private void ReadToken()
    {
        var c = Peek();
        if (c == '\'') ReadQuoted('\'', TokenKind.String, "This text has no end.", "A quote inside a text is written twice: 'it''s'.");
        else if (c == '"') ReadQuoted('"', TokenKind.QuotedName, "This quoted name has no end.", "A double quote inside a name is written twice.");
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1)))) ReadNumber();
        else if (IsNameStart(c)) ReadWord();
        else ReadSymbol();
    }

    private void ReadQuoted(char quote, TokenKind kind, string problem, string hint)
    {
        var start = _position++;
        var content = new StringBuilder();
        while (true)
        {
            if (_position >= _text.Length) throw Error(start, 1, problem, hint);
            var c = _text[_position++];
            if (c == quote && Peek() != quote) break;
            if (c == quote) _position++;
            content.Append(c);
        }

        if (kind == TokenKind.QuotedName && content.Length == 0)
            throw Error(start, 2, "A quoted name can't be empty.", "An empty text is written ''.");
        Add(kind, content.ToString(), start);
    }

    private void ReadNumber()
    {
        var start = _position;
        SkipDigits();
        if (Peek() == '.')
        {
            _position++;
            SkipDigits();
        }

        if (Peek() is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            _position += 2;
            SkipDigits();
        }

        if (IsNamePart(Peek()))
        {
            while (IsNamePart(Peek())) _position++;
            throw Error(
                start, _position - start, $"{_text[start.._position]} is neither a number nor a name.", "A name that begins with a digit needs double quotes.");
        }

        Add(TokenKind.Number, _text[start.._position], start);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek())) _position++;
    }

    private void ReadWord()
    {
        var start = _position;
        while (IsNamePart(Peek())) _position++;
        var word = _text[start.._position];
        if (Keywords.Reserved.Contains(word)) Add(TokenKind.Keyword, word.ToUpperInvariant(), start);
        else Add(TokenKind.Name, word, start);
    }

    private void ReadSymbol()
    {
        foreach (var (habit, problem, hint) in Habits)
            if (StartsWith(habit) && !StartsWith("!=") && !StartsWith("||")) throw Error(_position, habit.Length, problem, hint);
        var symbol = Array.Find(Symbols, StartsWith) ?? throw Error(_position, 1, $"The character {Show(Peek())} means nothing here.", null);
        _position += symbol.Length;
        Add(TokenKind.Symbol, symbol, _position - symbol.Length);
    }

    private void Add(TokenKind kind, string text, int start) => _tokens.Add(new Token(kind, text, new TextSpan(start, _position - start)));

    private FlorQlException Error(int start, int length, string problem, string? hint) => _source.Error(new TextSpan(start, length), problem, hint);

    private static string Show(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : c.ToString();

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
