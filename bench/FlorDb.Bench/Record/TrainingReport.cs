using System.Text.Json;

namespace FlorDb.Bench.Record;

/// <summary>What a training's process says in the end: one line of JSON.</summary>
/// <param name="StartSeconds">Until <c>Flor.Start</c> returned.</param>
/// <param name="TrainSeconds">From the first step until the training was over.</param>
/// <param name="HalfSeconds">The part of it that the second half of the epochs took.</param>
/// <param name="EndSeconds">Until the run was disposed: all of it is written then.</param>
/// <param name="HeldUpSeconds">How long the thread that trains was in the recorder: in log calls, and where iterations begin and end.</param>
/// <param name="ProcessorSeconds">What all threads took in these times.</param>
/// <param name="Fingerprint">The hash of the trained model.</param>
/// <param name="Cells">How many values were logged.</param>
internal sealed record TrainingReport(double StartSeconds, double TrainSeconds, double HalfSeconds, double EndSeconds, double HeldUpSeconds, double ProcessorSeconds, string Fingerprint, long Cells)
{
    /// <summary>What is compared with the training that is not recorded.</summary>
    public double Seconds => TrainSeconds + EndSeconds;

    public static TrainingReport Parse(string line) => JsonSerializer.Deserialize<TrainingReport>(line)!;

    public string ToLine() => JsonSerializer.Serialize(this);
}
