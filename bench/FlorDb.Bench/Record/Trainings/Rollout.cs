using static TorchSharp.torch;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>What a policy met while it played: tensors of (steps, players), or with a row for each observation.</summary>
internal sealed class Rollout(int steps, int players)
{
    private const float Discount = 0.99f;
    private const float Smoothing = 0.95f;

    private readonly float[] _observations = new float[steps * players * CartPole.Observations];
    private readonly bool[] _ends = new bool[steps * players];
    private readonly long[] _actions = new long[steps * players];
    private readonly float[] _likelihoods = new float[steps * players];
    private readonly float[] _values = new float[steps * players];

    public int Count => steps * players;

    public Tensor Observations => tensor(_observations).reshape(-1, CartPole.Observations);

    public Tensor Actions => tensor(_actions);

    public Tensor Likelihoods => tensor(_likelihoods);

    public Span<float> ObservationOf(int step, int player) => _observations.AsSpan((step * players + player) * CartPole.Observations, CartPole.Observations);

    public Tensor ObservationsAt(int step) => tensor(_observations[(step * players * CartPole.Observations)..((step + 1) * players * CartPole.Observations)]).reshape(players, CartPole.Observations);

    /// <summary>What the policy chose at a step.</summary>
    public void Choose(int step, Tensor actions, Tensor likelihoods, Tensor values)
    {
        actions.data<long>().CopyTo(_actions, step * players);
        likelihoods.data<float>().CopyTo(_likelihoods, step * players);
        values.data<float>().CopyTo(_values, step * players);
    }

    public bool WentRight(int step, int player) => _actions[step * players + player] == 1;

    public void SetEnd(int step, int player, bool hasEnded) => _ends[step * players + player] = hasEnded;

    /// <summary>
    /// How much better each action was than expected, and what the values should have been: generalised advantage estimation (Schulman and others, ICLR 2016).
    /// </summary>
    public (Tensor Advantages, Tensor Returns) Estimate(float[] lastValues)
    {
        float[] advantages = new float[Count], returns = new float[Count];
        for (int player = 0; player < players; player++)
        {
            float next = lastValues[player], advantage = 0;
            for (int at = Count - players + player; at >= 0; at -= players)
            {
                float goesOn = _ends[at] ? 0 : 1;
                float surprise = 1 + Discount * next * goesOn - _values[at];
                advantage = surprise + Discount * Smoothing * goesOn * advantage;
                advantages[at] = advantage;
                returns[at] = advantage + _values[at];
                next = _values[at];
            }
        }

        return (tensor(advantages), tensor(returns));
    }
}
