using FlorDb.Storage;
using static FlorDb.Query.Tests.Support.Values;

namespace FlorDb.Query.Tests.Support;

/// <summary>
/// The runs that the corpus asks about.
/// alpha: lr 0.1, hidden 500; 3 epochs with accuracy 0.5, 0.7, 0.9 and a confusion matrix; 2 steps each with loss = 1 / (1 + steps so far); final 0.9.
/// beta: lr 0.01, hidden 250; 2 epochs with accuracy 0.4, 0.6, without a matrix; loss is NaN at epoch 1, step 0; failed.
/// gamma: lr 1 (an integer), hidden 100, optimizer adam; ended before its first epoch.
/// delta (eval.cs): a loop fold over texts; in it the sibling loops train (loss) and val (val_loss), and loss logged once more per fold.
/// epsilon (odd.cs): odd names, values of odd types, a name with several types, a loop step at another place.
/// </summary>
internal static class SampleRuns
{
    public static void Write(TestStore store)
    {
        WriteAlpha(store.Begin("alpha"));
        WriteBeta(store.Begin("beta"));
        store.Begin("gamma").Argument("lr", V(1)).Argument("hidden", V(100)).Argument("optimizer", V("adam")).Finish();
        WriteDelta(store.Begin("delta", "eval.cs"));
        WriteEpsilon(store.Begin("epsilon", "odd.cs"));
    }

    private static void WriteAlpha(TestRun run)
    {
        var steps = 0;
        run.Argument("lr", V(0.1)).Argument("hidden", V(500));
        run.Loop("epoch", 3, (epoch, inEpoch) =>
        {
            run.Loop("step", 2, (_, inStep) => run.Log("loss", V(1.0 / ++steps), inStep), inEpoch);
            run.Log("accuracy", V((5 + (2 * epoch)) / 10.0), inEpoch);
            run.Log("cf", Matrix(2, 2, 10 + epoch, 1, 2, 20 + epoch), inEpoch);
        });
        run.Log("final", V(0.9)).Finish();
    }

    private static void WriteBeta(TestRun run)
    {
        run.Argument("lr", V(0.01)).Argument("hidden", V(250));
        run.Loop("epoch", 2, (epoch, inEpoch) =>
        {
            run.Loop("step", 2, (step, inStep) => run.Log("loss", V(epoch == 1 && step == 0 ? double.NaN : 2.0 + step), inStep), inEpoch);
            run.Log("accuracy", V((4 + (2 * epoch)) / 10.0), inEpoch);
        });
        run.Finish(RunState.Failed, "boom");
    }

    private static void WriteDelta(TestRun run)
    {
        run.Loop("fold", 2, (fold, inFold) =>
        {
            run.Loop("train", 2, (i, inTrain) => run.Log("loss", V(10.0 + fold + i), inTrain), inFold);
            run.Loop("val", 1, (_, inVal) => run.Log("val_loss", V(20.0 + fold), inVal), inFold);
            run.Log("loss", V(100.0 + fold), inFold);
        }, value: fold => V(fold == 0 ? "left" : "right"));
        run.Finish();
    }

    private static void WriteEpsilon(TestRun run)
    {
        run.Argument("lr", V(0.5)).Argument("hidden", V(64));
        run.Log("val/acc", V(0.25)).Log("it's", V("odd")).Log("Accuracy", V(1)).Log("tstamp", V("late")).Log("note", CellValue.Null);
        run.Log("ok", V(true)).Log("config", CellValue.OfJson("""{"a":[1,2]}""")).Log("blob", CellValue.Of(new byte[] { 1, 254 }));
        run.Log("when", CellValue.Of(new DateTimeOffset(2024, 2, 29, 12, 30, 15, TimeSpan.Zero)));
        run.Log("score", V(3)).Log("score", V(5)).Log("big", V(9007199254740993));
        run.Loop("step", 2, (i, inStep) => run.Log("score", i == 0 ? V("n/a") : V(7), inStep));
        run.Finish();
    }
}
