using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace FlorDb.Bench.Record.Trainings;

/// <summary>Proximal policy optimisation (Schulman and others, arXiv 1707.06347) learns to balance a pole; an iteration takes some ten milliseconds.</summary>
internal sealed class CartPolePpo(int iterations) : Training
{
    private const int Players = 8;
    private const int Steps = 128;
    private const int Passes = 4;
    private const int BatchSize = 256;
    private const double Clip = 0.2;
    private const double ValueWeight = 0.5;
    private const double EntropyWeight = 0.01;

    private readonly Sequential _actor = Perceptron(2);
    private readonly Sequential _critic = Perceptron(1);
    private readonly Random _random = new(5);
    private readonly Rollout _rollout = new(Steps, Players);
    private ModuleList<Sequential>? _net;

    public override Module Net => _net ??= ModuleList(_actor, _critic);

    public override void Run(IRecorder flor)
    {
        CartPole[] games = [.. Enumerable.Range(0, Players).Select(_ => new CartPole(_random))];
        foreach (var game in games) game.Reset();
        using var optimizer = optim.Adam(Net.parameters(), 2.5e-4, eps: 1e-5);
        var scheduler = optim.lr_scheduler.LinearLR(optimizer, 1, 0.01, iterations);
        flor.Checkpoints((NetName, Net), ("optimizer", optimizer), ("scheduler", scheduler), ("random", _random));
        flor.Variable("games", () => games.Select(game => game.State).ToArray(), states => { foreach (var (i, state) in states.Index()) games[i].State = state; });
        foreach (int iteration in flor.Loop("iteration", Enumerable.Range(0, iterations)))
        {
            using var scope = NewDisposeScope();
            var (ended, returns) = Play(games);
            var (advantages, values) = _rollout.Estimate(ValuesOf(games));
            var order = Enumerable.Range(0, Passes).Select(_ => randperm(_rollout.Count));
            foreach (var batch in flor.Loop("step", order.SelectMany(pass => pass.split(BatchSize)))) Improve(flor, optimizer, batch, advantages, values);
            scheduler.step();
            flor.Log("episodes", ended);
            flor.Log("mean_return", returns / (double)Math.Max(1, ended));
        }
    }

    private static Sequential Perceptron(int outputs) => Sequential(Linear(CartPole.Observations, 64), Tanh(), Linear(64, 64), Tanh(), Linear(64, outputs));

    private (int Ended, long Returns) Play(CartPole[] games)
    {
        using var gradients = no_grad();
        var (ended, returns) = (0, 0L);
        for (int step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            for (int player = 0; player < Players; player++) games[player].Observe(_rollout.ObservationOf(step, player));
            var seen = _rollout.ObservationsAt(step);
            var likelihoods = log_softmax(_actor.call(seen), 1);
            var actions = multinomial(likelihoods.exp(), 1);
            _rollout.Choose(step, actions, likelihoods.gather(1, actions), _critic.call(seen));
            for (int player = 0; player < Players; player++)
            {
                bool hasEnded = games[player].Push(_rollout.WentRight(step, player));
                _rollout.SetEnd(step, player, hasEnded);
                if (!hasEnded) continue;
                (ended, returns) = (ended + 1, returns + games[player].Steps);
                games[player].Reset();
            }
        }

        return (ended, returns);
    }

    private float[] ValuesOf(CartPole[] games)
    {
        using var gradients = no_grad();
        float[] seen = new float[Players * CartPole.Observations];
        for (int player = 0; player < Players; player++) games[player].Observe(seen.AsSpan(player * CartPole.Observations));
        return _critic.call(tensor(seen).reshape(Players, CartPole.Observations)).data<float>().ToArray();
    }

    private void Improve(IRecorder flor, Adam optimizer, Tensor batch, Tensor advantages, Tensor returns)
    {
        using var scope = NewDisposeScope();
        var seen = _rollout.Observations.index_select(0, batch);
        var all = log_softmax(_actor.call(seen), 1);
        var likelihoods = all.gather(1, _rollout.Actions.index_select(0, batch).unsqueeze(1)).squeeze(1);
        var change = likelihoods.sub(_rollout.Likelihoods.index_select(0, batch));
        var advantage = advantages.index_select(0, batch);
        advantage = advantage.sub(advantage.mean()).div(advantage.std().add(1e-8));
        var ratio = change.exp();
        var policyLoss = min(ratio.mul(advantage), ratio.clamp(1 - Clip, 1 + Clip).mul(advantage)).mean().neg();
        var valueLoss = mse_loss(_critic.call(seen).squeeze(1), returns.index_select(0, batch));
        var entropy = all.exp().mul(all).sum(1).mean().neg();
        var loss = policyLoss.add(valueLoss.mul(ValueWeight)).sub(entropy.mul(EntropyWeight));
        optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(Net.parameters(), 0.5);
        optimizer.step();
        flor.Log("loss", loss.item<float>());
        flor.Log("entropy", entropy.item<float>());
        flor.Log("divergence", ratio.sub(1).sub(change).mean().item<float>());
    }
}
