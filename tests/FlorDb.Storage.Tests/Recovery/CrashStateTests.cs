using System.Globalization;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

public class CrashStateTests
{
    private const int StatesPerCrash = 40;

    [Fact]
    public void Every_state_that_a_crash_may_leave_is_recovered()
    {
        int wanted = TestScale.Of(3_000, 100_000, 1_000_000);
        var campaign = new CrashCampaign(StatesPerCrash);
        int workloads = 0;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (campaign.Distinct < wanted) campaign.Run(TestScale.Seed + Interlocked.Increment(ref workloads));
        });
        TestScale.Report(string.Create(
            CultureInfo.InvariantCulture, $"Crash states: {campaign.Distinct:N0} distinct ones of {workloads} workloads were recovered; seed {TestScale.Seed}."));
        Assert.InRange(campaign.Distinct, wanted, int.MaxValue);
    }
}
