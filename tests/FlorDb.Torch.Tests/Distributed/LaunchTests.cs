using FlorDb.Torch.Distributed;

namespace FlorDb.Torch.Tests.Distributed;

public sealed class LaunchTests
{
    [Theory]
    [InlineData("RANK=2 WORLD_SIZE=4", 2, 4)]
    [InlineData("OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2", 1, 2)]
    [InlineData("PMI_RANK=1 PMI_SIZE=2", 1, 2)]
    [InlineData("SLURM_PROCID=3 SLURM_NTASKS=8 SLURM_STEP_ID=0", 3, 8)]
    [InlineData("SLURM_PROCID=1 SLURM_NTASKS=8 SLURM_STEP_NUM_TASKS=2 SLURM_STEP_ID=3", 1, 2)]
    [InlineData("RANK=2 WORLD_SIZE=4 SLURM_PROCID=0 SLURM_NTASKS=1 SLURM_STEP_ID=0", 2, 4)] // torchrun inside of srun
    [InlineData("OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2 SLURM_PROCID=0 SLURM_NTASKS=2", 1, 2)] // mpirun inside of sbatch
    public void Ranks_of_all_launchers_are_known(string variables, int rank, int worldSize)
    {
        var launch = Read(variables)!;
        Assert.Equal((rank, worldSize, rank == 0), (launch.Rank, launch.WorldSize, launch.IsLead));
    }

    [Theory]
    [InlineData("")]
    [InlineData("RANK= WORLD_SIZE=")]
    [InlineData("RANK=0 WORLD_SIZE=1")]
    [InlineData("SLURM_PROCID=0 SLURM_STEP_ID=0")]
    [InlineData("SLURM_PROCID=0 SLURM_NTASKS=4")] // the shell of a batch script
    [InlineData("RANK=7 FLOR_RANK=off")]
    public void Single_process_is_no_rank(string variables) => Assert.Null(Read(variables));

    [Theory]
    [InlineData("RANK=4 WORLD_SIZE=4", "RANK=4: with WORLD_SIZE=4 ranks go from 0 to 3.")]
    [InlineData("RANK=1", "RANK=1: WORLD_SIZE is not set")]
    [InlineData("WORLD_SIZE=2", "WORLD_SIZE=2: RANK is not set")]
    [InlineData("RANK=first WORLD_SIZE=2", "RANK=first: it is a whole number of at least 0.")]
    [InlineData("RANK=-1 WORLD_SIZE=2", "RANK=-1: it is a whole number")]
    [InlineData("RANK=0 WORLD_SIZE=0", "WORLD_SIZE=0: it is a whole number of at least 1.")]
    [InlineData("OMPI_COMM_WORLD_RANK=0", "OMPI_COMM_WORLD_RANK=0: OMPI_COMM_WORLD_SIZE is not set")]
    [InlineData("FLOR_RANK=3", "FLOR_RANK=3: it is \"on\" or \"off\".")]
    public void What_makes_no_sense_is_named(string variables, string message)
    {
        var failure = Assert.Throws<FlorException>(() => Read(variables));
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, failure.ExitCode);
    }

    [Fact]
    public void Token_is_that_of_the_launch()
    {
        const string Launch = "WORLD_SIZE=2 MASTER_PORT=2 TORCHELASTIC_RUN_ID=a";
        Assert.Equal(Read($"RANK=0 {Launch}")!.Token, Read($"RANK=1 LOCAL_RANK=1 {Launch}")!.Token);
        string[] others = ["WORLD_SIZE=3 MASTER_PORT=2 TORCHELASTIC_RUN_ID=a", "WORLD_SIZE=2 MASTER_PORT=3 TORCHELASTIC_RUN_ID=a", $"{Launch} TORCHELASTIC_RESTART_COUNT=1"];
        Assert.All(others, other => Assert.NotEqual(Read($"RANK=0 {Launch}")!.Token, Read($"RANK=0 {other}")!.Token));
    }

    private static Launch? Read(string variables)
    {
        var known = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return Launch.Read(known.GetValueOrDefault);
    }
}
