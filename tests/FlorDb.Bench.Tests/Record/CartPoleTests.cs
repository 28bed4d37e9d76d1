using FlorDb.Bench.Record.Trainings;

namespace FlorDb.Bench.Tests.Record;

public sealed class CartPoleTests
{
    [Fact]
    public void Push_from_rest_moves_the_cart_and_turns_the_pole_against_it()
    {
        var game = new CartPole(new Random(1));

        Assert.False(game.Push(toTheRight: true));

        // 10 N on 1.1 kg; the pole, upright and at rest, is left behind.
        double pushed = 10 / 1.1, turning = -pushed / (0.5 * (4.0 / 3 - 0.1 / 1.1)), speeding = pushed - 0.05 * turning / 1.1;
        Assert.Equal([0, 0.02 * speeding, 0, 0.02 * turning, 1], game.State);
    }

    [Fact]
    public void Pole_falls_when_the_cart_is_only_pushed_one_way()
    {
        var game = new CartPole(new Random(1));
        game.Reset();
        while (!game.Push(toTheRight: true)) Assert.InRange(game.Steps, 1, 30);
    }

    [Fact]
    public void Game_goes_on_from_its_state()
    {
        CartPole first = new(new Random(1)), second = new(new Random(2));
        first.Reset();
        first.Push(toTheRight: true);
        second.State = first.State;
        first.Push(toTheRight: false);
        second.Push(toTheRight: false);

        Assert.Equal(first.State, second.State);
    }
}
