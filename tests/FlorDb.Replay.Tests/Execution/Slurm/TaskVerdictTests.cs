using FlorDb.Replay.Execution.Slurm;

namespace FlorDb.Replay.Tests.Execution.Slurm;

public class TaskVerdictTests
{
    private const string Silent = "";
    private const string Unknown = "unknown";

    [Theory]
    [InlineData(0, "RUNNING", true, TaskPhase.Ended, null)]
    [InlineData(0, Silent, true, TaskPhase.Ended, null)]
    [InlineData(0, Unknown, true, TaskPhase.Ended, null)]
    [InlineData(null, "PENDING", true, TaskPhase.Waiting, null)]
    [InlineData(null, "RUNNING", false, TaskPhase.Running, null)]
    [InlineData(null, Silent, false, TaskPhase.Running, null)]
    [InlineData(null, "COMPLETED", true, TaskPhase.Doubtful, null)]
    [InlineData(null, "FAILED", true, TaskPhase.Doubtful, null)]
    [InlineData(null, "FAILED", false, TaskPhase.Ended, "ended without a result (FAILED, on n1)")]
    [InlineData(null, Unknown, true, TaskPhase.Doubtful, null)]
    [InlineData(null, Unknown, false, TaskPhase.Ended, "is gone from Slurm's queue without a result")]
    [InlineData(null, "NODE_FAIL", true, TaskPhase.Ended, "was ended by Slurm (NODE_FAIL, on n1)")]
    [InlineData(143, "COMPLETING", true, TaskPhase.Doubtful, null)]
    [InlineData(143, Silent, true, TaskPhase.Doubtful, null)]
    [InlineData(143, "COMPLETING", false, TaskPhase.Ended, "ended with exit code 143 on n1")]
    [InlineData(143, "TIMEOUT", true, TaskPhase.Ended, "was ended by Slurm (TIMEOUT, on n1)")]
    [InlineData(7, "FAILED", true, TaskPhase.Ended, "ended with exit code 7 on n1")]
    [InlineData(7, Unknown, true, TaskPhase.Ended, "ended with exit code 7")]
    public void Result_and_queue_together_tell_how_a_task_ended(int? code, string state, bool patient, object phase, string? trouble)
    {
        var result = code is { } number ? new TaskResult(number, 1) : null;
        var known = state is Silent or Unknown ? null : new QueuedTask(1, 0, state, "n1", "None");
        Assert.Equal(new TaskVerdict((TaskPhase)phase, trouble), TaskVerdict.Of(result, known, state != Silent, patient));
    }

    [Theory]
    [InlineData("0 1764000000.250000000 1764000002.750000000\n", 0, 2.5)]
    [InlineData("143 5 4", 143, 0)]
    public void A_result_is_an_exit_code_and_two_times(string text, int code, double seconds) => Assert.Equal(new TaskResult(code, seconds), TaskResult.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0 1 x")]
    [InlineData("zero 1 2")]
    public void Half_a_result_is_none(string text) => Assert.Null(TaskResult.Parse(text));
}
