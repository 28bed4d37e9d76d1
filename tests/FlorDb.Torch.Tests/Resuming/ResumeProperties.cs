using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Torch.Tests.Resuming;

[Collection(SharedTorch.Name)]
public class ResumeProperties
{
    private static readonly int Cases = Environment.GetEnvironmentVariable("FLOR_LONG") == "1" ? 400 : 12;

    /// <summary>
    /// A random program is stopped in a random step, at most three times, and goes on from its newest checkpoint: any point where state is captured may be the one.
    /// What it logs, and all that its future would depend on, is bit for bit what it is without interruption.
    /// </summary>
    [Fact]
    public void Random_program_that_goes_on_from_any_checkpoint_ends_as_if_it_had_never_stopped() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(AnyCase(), EndsTheSame));

    private static Arbitrary<Case> AnyCase() => Arb.From(
        from seed in Gen.Choose(0, 1_000_000)
        from every in Gen.Choose(1, 4)
        from deaths in Gen.ListOf(Gen.Choose(0, 999)).Select(list => list.Take(3))
        select new Case(seed, every, [.. deaths]));

    private static bool EndsTheSame(Case tried)
    {
        using var whole = new TrainingStore { Policy = CheckpointPolicy.Every(tried.Every) };
        var counted = new RandomTraining(tried.Seed);
        var truth = Describe(whole, whole.Record(counted.Run));

        using var store = new TrainingStore { Policy = CheckpointPolicy.Every(tried.Every) };
        RunKey? run = null;
        foreach (int death in (int[])[.. tried.Deaths, -1])
        {
            int last = death < 0 ? int.MaxValue : death * counted.Steps / 1000;
            try
            {
                var program = new RandomTraining(tried.Seed) { OnStep = step => Die(step == last) };
                run = run is { } died ? store.Resume(died, program.Run) : store.Record(program.Run);
                break;
            }
            catch (DeathException)
            {
                run = store.Read(snapshot => snapshot.Runs.Single().Key);
            }
        }

        Assert.Equal(truth, Describe(store, run!.Value));
        return store.Read(snapshot => snapshot.Runs.Length) == 1;
    }

    private static string[] Describe(TrainingStore store, RunKey run) => store.Read(snapshot => RunCells.Describe(snapshot, run));

    private static void Die(bool now)
    {
        if (now) throw new DeathException();
    }

    private sealed record Case(int Seed, int Every, int[] Deaths)
    {
        public override string ToString() => $"seed {Seed}, a checkpoint every {Every}, deaths at {string.Join(", ", Deaths)} of 1000";
    }

    private sealed class DeathException : Exception;
}
