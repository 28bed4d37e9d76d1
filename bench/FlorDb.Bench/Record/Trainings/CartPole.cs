namespace FlorDb.Bench.Record.Trainings;

/// <summary>
/// A cart on a track, to be pushed left or right so that the pole on it does not fall (Barto, Sutton, Anderson: "Neuronlike Adaptive Elements That Can
/// Solve Difficult Learning Control Problems", IEEE Transactions on Systems, Man, and Cybernetics 13, 1983), without the friction; Euler's method.
/// </summary>
internal sealed class CartPole(Random random)
{
    public const int Observations = 4;

    private const double Gravity = 9.8;
    private const double CartMass = 1;
    private const double PoleMass = 0.1;
    private const double HalfLength = 0.5;
    private const double Force = 10;
    private const double Seconds = 0.02;
    private const double LargestPosition = 2.4;
    private const double LargestAngle = 12 * Math.PI / 180;
    private const double LargestStart = 0.05;
    private const int LongestEpisode = 500;

    private double _position;
    private double _speed;
    private double _angle;
    private double _turn;
    private int _steps;

    /// <summary>All that decides what happens next.</summary>
    public double[] State
    {
        get => [_position, _speed, _angle, _turn, _steps];
        set => (_position, _speed, _angle, _turn, _steps) = (value[0], value[1], value[2], value[3], (int)value[4]);
    }

    /// <summary>The steps of the episode so far; its return, since each step gives 1.</summary>
    public int Steps => _steps;

    public void Observe(Span<float> into)
    {
        into[0] = (float)_position;
        into[1] = (float)_speed;
        into[2] = (float)_angle;
        into[3] = (float)_turn;
    }

    /// <summary>Starts an episode nearly upright and at rest.</summary>
    public void Reset() => (_position, _speed, _angle, _turn, _steps) = (Small(), Small(), Small(), Small(), 0);

    /// <summary>Pushes the cart; returns whether the episode has ended.</summary>
    public bool Push(bool toTheRight)
    {
        double force = toTheRight ? Force : -Force;
        double sine = Math.Sin(_angle), cosine = Math.Cos(_angle);
        double mass = CartMass + PoleMass;
        double pushed = (force + PoleMass * HalfLength * _turn * _turn * sine) / mass;
        double turning = (Gravity * sine - cosine * pushed) / (HalfLength * (4.0 / 3 - PoleMass * cosine * cosine / mass));
        double speeding = pushed - PoleMass * HalfLength * turning * cosine / mass;
        _position += Seconds * _speed;
        _speed += Seconds * speeding;
        _angle += Seconds * _turn;
        _turn += Seconds * turning;
        _steps++;
        return Math.Abs(_position) > LargestPosition || Math.Abs(_angle) > LargestAngle || _steps >= LongestEpisode;
    }

    private double Small() => LargestStart * (2 * random.NextDouble() - 1);
}
