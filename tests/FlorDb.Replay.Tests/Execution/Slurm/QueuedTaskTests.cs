using FlorDb.Replay.Execution.Slurm;

namespace FlorDb.Replay.Tests.Execution.Slurm;

public class QueuedTaskTests
{
    [Fact]
    public void Tasks_of_an_array_are_read_and_other_lines_are_passed_over() => Assert.Equal(
        [
            new QueuedTask(12, 0, "RUNNING", "n1", "None"),
            new QueuedTask(12, 3, "PENDING", "", "Nodes required for job are DOWN|DRAINED"),
            new QueuedTask(13, 0, "OUT_OF_MEMORY", "n2", "OutOfMemory"),
        ],
        QueuedTask.Parse("12|0|RUNNING|n1|None\n12|3|PENDING||Nodes required for job are DOWN|DRAINED\n13|0|OUT_OF_MEMORY|n2|OutOfMemory \n14|N/A|RUNNING|n1|None\nslurm says something\n\n"));

    [Theory]
    [InlineData("PENDING", true, false, false)]
    [InlineData("CONFIGURING", true, false, false)]
    [InlineData("RUNNING", false, true, false)]
    [InlineData("COMPLETING", false, true, false)]
    [InlineData("COMPLETED", false, false, false)]
    [InlineData("FAILED", false, false, false)]
    [InlineData("TIMEOUT", false, false, true)]
    [InlineData("OUT_OF_MEMORY", false, false, true)]
    [InlineData("NODE_FAIL", false, false, true)]
    [InlineData("CANCELLED", false, false, true)]
    [InlineData("PREEMPTED", false, false, true)]
    public void States_say_whether_a_task_waits_runs_or_was_ended(string state, bool waits, bool runs, bool wasEnded)
    {
        var task = new QueuedTask(1, 0, state, "", "None");
        Assert.Equal((waits, runs, !waits && !runs, wasEnded), (task.IsWaiting, task.IsRunning, task.IsOver, task.WasEnded));
    }
}
