using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FlorDb.Torch.Distributed;

/// <summary>What a launcher that starts several processes of a program has told this one. Any launcher will do that sets one of the pairs of variables below.</summary>
/// <param name="Rank">Which of the processes this is, from 0.</param>
/// <param name="WorldSize">How many there are: more than one.</param>
/// <param name="Token">The same in all processes of a launch, and another in the next launch as far as the launcher makes a difference.</param>
internal sealed record Launch(int Rank, int WorldSize, string Token)
{
    /// <summary>Set to "off", it makes each process a training of its own, whatever the launcher says.</summary>
    public const string SwitchVariable = "FLOR_RANK";

    private const int TokenBytes = 8;
    private const string SlurmRank = "SLURM_PROCID";

    /// <summary>The pairs of variables, the innermost launcher first: one that was started by another inherits that one's variables.</summary>
    private static readonly (string Rank, string WorldSize)[] Pairs =
    [
        ("RANK", "WORLD_SIZE"), ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), ("PMI_RANK", "PMI_SIZE"),
        (SlurmRank, "SLURM_STEP_NUM_TASKS"), (SlurmRank, "SLURM_NTASKS"),
    ];

    /// <summary>Slurm counts as a launcher only inside of a job step: the shell of a batch script has the variables of rank 0 as well.</summary>
    private const string SlurmStep = "SLURM_STEP_ID";

    /// <summary>What is the same in all processes of a launch.</summary>
    private static readonly string[] Common =
    [
        "MASTER_ADDR", "MASTER_PORT", "TORCHELASTIC_RUN_ID", "TORCHELASTIC_RESTART_COUNT", "SLURM_JOB_ID", SlurmStep, "SLURM_RESTART_COUNT",
        "OMPI_MCA_ess_base_jobid", "PMIX_NAMESPACE",
    ];

    /// <summary>Whether this is the process that the others follow.</summary>
    public bool IsLead => Rank == 0;

    /// <summary>What the launcher of this process has told it; null for a training of one process.</summary>
    /// <exception cref="FlorException">What it has told makes no sense.</exception>
    public static Launch? Read() => Read(Environment.GetEnvironmentVariable);

    /// <summary>Reads variables.</summary>
    /// <exception cref="FlorException">They make no sense.</exception>
    public static Launch? Read(Func<string, string?> variable)
    {
        if (IsSwitchedOff(variable)) return null;
        var pair = Pairs.FirstOrDefault(IsTold);
        if (pair.Rank is null) return null;
        int size = ReadNumber(variable, pair.WorldSize, pair.Rank, least: 1);
        int rank = ReadNumber(variable, pair.Rank, pair.WorldSize, least: 0);
        if (rank >= size) throw Wrong(pair.Rank, $"{rank}", $"with {pair.WorldSize}={size} ranks go from 0 to {size - 1}");
        return size == 1 ? null : new Launch(rank, size, TokenOf(variable, size));

        bool IsTold((string Rank, string WorldSize) pair) => pair.Rank switch
        {
            SlurmRank => IsSet(SlurmRank) && IsSet(pair.WorldSize) && IsSet(SlurmStep),
            _ => IsSet(pair.Rank) || (pair == Pairs[0] && IsSet(pair.WorldSize)),
        };

        bool IsSet(string name) => !string.IsNullOrEmpty(variable(name));
    }

    private static bool IsSwitchedOff(Func<string, string?> variable) => variable(SwitchVariable) switch
    {
        null or "" or "on" => false,
        "off" => true,
        var other => throw new FlorException($"{SwitchVariable}={other}: it is \"on\" or \"off\"."),
    };

    private static int ReadNumber(Func<string, string?> variable, string name, string other, int least)
    {
        string? text = variable(name);
        if (string.IsNullOrEmpty(text)) throw Wrong(other, variable(other)!, $"{name} is not set, and the two go together");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw Wrong(name, text, $"it is a whole number of at least {least}");
    }

    private static FlorException Wrong(string name, string value, string rule) => new(
        $"{name}={value}: {rule}. Set what the launcher of the processes would set, or {SwitchVariable}=off for a training of one process.");

    private static string TokenOf(Func<string, string?> variable, int size)
    {
        string text = string.Join('\n', Common.Select(name => $"{name}={variable(name)}").Append(string.Create(CultureInfo.InvariantCulture, $"{size}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, TokenBytes));
    }
}
