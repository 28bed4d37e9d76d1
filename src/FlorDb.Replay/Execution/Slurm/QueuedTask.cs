using System.Collections.Immutable;
using System.Globalization;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>One task of a job array, as Slurm knows it.</summary>
/// <param name="Job">The array's number.</param>
/// <param name="Index">Which of its tasks.</param>
/// <param name="State">Slurm's word for its state, such as <c>PENDING</c>.</param>
/// <param name="Node">Where it runs or ran; empty for nowhere yet.</param>
/// <param name="Reason">Slurm's word for why it waits or failed; <c>None</c> for nothing.</param>
internal sealed record QueuedTask(uint Job, int Index, string State, string Node, string Reason)
{
    /// <summary>What squeue is asked for: a reason may hold anything, so it stands last.</summary>
    public const string Format = "%F|%K|%T|%N|%r";

    private static readonly ImmutableHashSet<string> WaitingStates = ["PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD"];
    private static readonly ImmutableHashSet<string> RunningStates = ["RUNNING", "COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING", "STAGE_OUT", "RESIZING"];

    // States at which the program ended by itself; at all other final ones somebody ended it.
    private static readonly ImmutableHashSet<string> OwnEnds = ["COMPLETED", "FAILED"];

    public bool IsWaiting => WaitingStates.Contains(State);

    public bool IsRunning => RunningStates.Contains(State);

    public bool IsOver => !IsWaiting && !IsRunning;

    /// <summary>Whether it did not end by itself: its time was up, its node died, somebody cancelled it.</summary>
    public bool WasEnded => IsOver && !OwnEnds.Contains(State);

    /// <summary>Its state for people.</summary>
    public string Words => (Reason.Length == 0 || Reason == "None" ? State : $"{State}, {Reason}") + (Node.Length == 0 ? "" : $", on {Node}");

    /// <summary>Reads what squeue prints, one line for each task. Lines of other jobs are passed over.</summary>
    public static IReadOnlyList<QueuedTask> Parse(string text)
    {
        var tasks = new List<QueuedTask>();
        foreach (var line in text.Split('\n'))
        {
            if (line.Split('|', 5) is [var job, var index, var state, var node, var reason]
                && uint.TryParse(job, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var number)
                && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var task))
                tasks.Add(new QueuedTask(number, task, state.Trim(), node.Trim(), reason.Trim()));
        }

        return tasks;
    }
}
