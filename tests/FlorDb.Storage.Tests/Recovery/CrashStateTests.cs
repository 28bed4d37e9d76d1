using System.Globalization;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

public class CrashStateTests
{
    private const int StatesPerCrash = 40;

    [Theory]
    [InlineData(Durability.Process)]
    [InlineData(Durability.Iteration)]
    [InlineData(Durability.Interval)]
    [InlineData(Durability.Call)]
    public void Every_state_that_a_crash_may_leave_is_recovered_with_all_that_the_level_promises(Durability durability)
    {
        int wanted = TestScale.Of(1_000, 25_000, 250_000);
        var campaign = new CrashCampaign(StatesPerCrash, durability);
        int workloads = 0;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (campaign.Distinct < wanted) campaign.Run(TestScale.Seed + 1_000_000 * (int)durability + Interlocked.Increment(ref workloads));
        });
        TestScale.Report(string.Create(
            CultureInfo.InvariantCulture, $"Crash states (level {durability}): {campaign.Distinct:N0} distinct ones of {workloads} workloads were recovered; seed {TestScale.Seed}."));
        Assert.InRange(campaign.Distinct, wanted, int.MaxValue);
    }
}
