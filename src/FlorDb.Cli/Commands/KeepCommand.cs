using System.CommandLine;
using System.Globalization;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Housekeeping;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor keep</c>: deletes checkpoints and runs that no rule keeps.</summary>
internal sealed class KeepCommand : StoreCommand
{
    private readonly DeletionPrompt _prompt = new();
    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Labels, or first characters of keys; all runs if none is given.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _last = new("--last") { Description = "Keep the last N checkpoints of each run.", HelpName = "N" };
    private readonly Option<string?> _best = new("--best") { Description = "Keep the N checkpoints of each run with the best value of --max or --min.", HelpName = "N" };
    private readonly Option<string?> _max = new("--max") { Description = "The logged name of which large values are good, for --best.", HelpName = "NAME" };
    private readonly Option<string?> _min = new("--min") { Description = "The logged name of which small values are good, for --best.", HelpName = "NAME" };
    private readonly Option<string?> _checkpoints = new("--checkpoints-for")
    {
        Description = "Keep all checkpoints that are younger than that, such as 30d (m, h, d, w).",
        HelpName = "AGE",
    };

    private readonly Option<string?> _whole = new("--runs-for") { Description = "Keep runs that are younger than that, and delete older ones whole.", HelpName = "AGE" };

    /// <summary>Makes the command.</summary>
    public KeepCommand(Terminal terminal, Option<string?> store)
        : base("keep", "Delete the checkpoints, and with --runs-for the runs, that no rule keeps. Shows what goes and asks first.", terminal, store)
    {
        Arguments.Add(_runs);
        foreach (var option in (Option[])[_last, _best, _max, _min, _checkpoints, _whole]) Options.Add(option);
        _prompt.AddTo(this);
    }

    /// <inheritdoc/>
    protected override void Check(ParseResult line)
    {
        var policy = Policy(line);
        if (policy is { KeepLast: null, KeepBest: null, CheckpointAge: null, RunAge: null })
            throw new CommandException("say what to keep: --last N, --best N with --max NAME or --min NAME, --checkpoints-for AGE, --runs-for AGE.");
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        var policy = Policy(line);
        using var snapshot = store.TakeSnapshot();
        if (policy.KeepBest is { } best) CheckIsLogged(best.Name, snapshot);
        if (line.GetValue(_runs) is { Length: > 0 } texts)
            policy = policy with { Runs = new RunSelector(snapshot.RunGroups).Several(texts).Select(run => run.Key).ToHashSet() };
        return Task.FromResult(_prompt.CarryOut(store.PlanRetention(policy), store, line, Terminal));
    }

    private static void CheckIsLogged(string name, StoreSnapshot snapshot)
    {
        var known = snapshot.Tables.SelectMany(table => table.Names).Where(logged => !logged.IsArgument).Select(logged => logged.Name).Distinct(StringComparer.Ordinal).ToList();
        if (known.Contains(name)) return;
        var near = NearestNames.To(name, known);
        throw new CommandException($"no run has logged {name}.{(near.Length > 0 ? $" Did you mean {string.Join(" or ", near)}?" : "")}");
    }

    private RetentionPolicy Policy(ParseResult line) => new()
    {
        KeepLast = AtLeast(0, line.GetValue(_last), "--last"),
        KeepBest = Best(line),
        CheckpointAge = Age.Parse(line.GetValue(_checkpoints), "--checkpoints-for"),
        RunAge = Age.Parse(line.GetValue(_whole), "--runs-for"),
    };

    private BestCheckpoints? Best(ParseResult line)
    {
        var (count, max, min) = (AtLeast(1, line.GetValue(_best), "--best"), line.GetValue(_max), line.GetValue(_min));
        if (count is null && max is null && min is null) return null;
        if (count is null) throw new CommandException("--max and --min say what is good for --best N, which is missing.");
        if (max is null == min is null) throw new CommandException("--best needs to know what is good: either --max NAME or --min NAME.");
        return max is not null ? new BestCheckpoints(max, count.Value, BestOrder.Largest) : new BestCheckpoints(min!, count.Value, BestOrder.Smallest);
    }

    private static int? AtLeast(int least, string? text, string option)
    {
        if (text is null) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
        throw new CommandException($"{option} {text}: it takes a whole number of at least {least}.");
    }
}
