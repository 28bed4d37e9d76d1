using System.Collections.Immutable;
using System.Globalization;

namespace FlorDb.Torch.CommandLine;

/// <summary>
/// Finds <c>--flor NAME</c>, <c>--kwargs name=value ...</c>, <c>--flor-resume [RUN]</c> and <c>--replay_flor PART/PARTS</c> on a command line and
/// leaves all else, and all after a lone <c>--</c>, to the program.
/// </summary>
internal sealed class ProgramArgumentsParser
{
    private const string LabelOption = "--flor";
    private const string NamedOption = "--kwargs";
    private const string ResumeOption = "--flor-resume";
    private const string ReplayOption = "--replay_flor";

    private readonly string[] _tokens;
    private readonly List<string> _own = [];
    private readonly ImmutableSortedDictionary<string, string>.Builder _named =
        ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    private string? _label;
    private ResumeTarget? _resume;
    private ReplayPart? _replay;
    private int _next;

    private ProgramArgumentsParser(string[] tokens) => _tokens = tokens;

    /// <exception cref="FlorException">An option of FlorDB's is used wrongly.</exception>
    public static ProgramArguments Parse(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new ProgramArgumentsParser(arguments).ParseAll();
    }

    private ProgramArguments ParseAll()
    {
        while (_next < _tokens.Length) ParseOne();
        if (_resume is not null && _replay is not null) throw new FlorException($"{ResumeOption} and {ReplayOption} don't go together: a run is gone on with, or replayed.");
        return new ProgramArguments
        {
            All = [.. _tokens],
            Own = [.. _own],
            Label = _label,
            Named = _named.ToImmutable(),
            Resume = _resume,
            Replay = _replay,
        };
    }

    private void ParseOne()
    {
        string token = _tokens[_next++];
        switch (token)
        {
            case LabelOption:
                if (_label is not null) throw new FlorException($"{LabelOption} is given twice; give one name.");
                _label = ParseLabel();
                break;
            case NamedOption:
                ParseNamed();
                break;
            case ResumeOption:
                if (_resume is not null) throw new FlorException($"{ResumeOption} is given twice; give one run.");
                _resume = new ResumeTarget(_next < _tokens.Length && !_tokens[_next].StartsWith('-') ? _tokens[_next++] : null);
                break;
            case ReplayOption:
                if (_replay is not null) throw new FlorException($"{ReplayOption} is given twice; give one part.");
                _replay = ParsePart(TakeValue(ReplayOption, "the part to replay, such as 1/1"));
                break;
            default:
                _own.Add(token);
                if (token == "--") TakeRest();
                break;
        }
    }

    private void TakeRest()
    {
        _own.AddRange(_tokens[_next..]);
        _next = _tokens.Length;
    }

    private string ParseLabel()
    {
        string label = TakeValue(LabelOption, "a name for the run");
        if (string.IsNullOrWhiteSpace(label) || label.Any(char.IsControl))
            throw new FlorException($"{LabelOption} \"{label}\" is not a name for a run; a name has a visible character and no control characters.");
        return label;
    }

    private string TakeValue(string option, string what)
    {
        if (_next == _tokens.Length || _tokens[_next].StartsWith("--", StringComparison.Ordinal))
            throw new FlorException($"{option} needs {what} after it.");
        return _tokens[_next++];
    }

    private void ParseNamed()
    {
        int before = _named.Count;
        for (; _next < _tokens.Length && IsNamed(_tokens[_next], out int sign); _next++)
        {
            string name = _tokens[_next][..sign];
            if (name.Length == 0) throw new FlorException($"{NamedOption} has \"{_tokens[_next]}\", which lacks a name before the \"=\".");
            if (!_named.TryAdd(name, _tokens[_next][(sign + 1)..])) throw new FlorException($"{NamedOption} has \"{name}\" twice; give it one value.");
        }

        if (_named.Count == before)
            throw new FlorException($"{NamedOption} needs arguments of the form name=value after it, such as {NamedOption} hidden=250 lr=5e-4.");
    }

    private static bool IsNamed(string token, out int sign)
    {
        sign = token.IndexOf('=', StringComparison.Ordinal);
        return sign >= 0 && !token.StartsWith("--", StringComparison.Ordinal);
    }

    private static ReplayPart ParsePart(string text)
    {
        string[] numbers = text.Split('/');
        if (numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parts)
            && part >= 1 && part <= parts)
            return new ReplayPart(part, parts);
        throw new FlorException($"{ReplayOption} \"{text}\" is not a part of a replay; the second of five parts is {ReplayOption} 2/5.");
    }
}
