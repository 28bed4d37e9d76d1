using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Housekeeping;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor delete RUN...</c>: deletes runs with all that was recorded of them.</summary>
internal sealed class DeleteCommand : StoreCommand
{
    private readonly DeletionPrompt _prompt = new();
    private readonly Argument<string[]> _runs = new("RUN")
    {
        Description = "Labels, or first characters of keys. A label means every run that has it.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Makes the command.</summary>
    public DeleteCommand(Terminal terminal, Option<string?> store)
        : base("delete", "Delete runs with all that was recorded of them. Shows what goes and asks first.", terminal, store)
    {
        Arguments.Add(_runs);
        _prompt.AddTo(this);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        using var snapshot = store.TakeSnapshot();
        var runs = new RunSelector(snapshot.RunGroups).Several(line.GetRequiredValue(_runs));
        return Task.FromResult(_prompt.CarryOut(store.PlanDeletion(runs.Select(run => run.Key)), store, line, Terminal));
    }
}
