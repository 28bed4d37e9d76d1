namespace FlorDb.Bench.Reporting;

/// <summary>One result: what was measured here, and the same thing of a peer in the same run.</summary>
internal sealed record Figure(string Name, double Value, Unit Unit)
{
    /// <summary>What it is compared with.</summary>
    public string? Peer { get; init; }

    public double? PeerValue { get; init; }

    public Goal? Goal { get; init; }

    /// <summary>How many times as good as the peer: above 1 is better than it, whichever way the unit counts.</summary>
    public double? Ratio => PeerValue is not { } peer ? null
        : Unit.LowerIsBetter ? Quotient(peer, Value) : Quotient(Value, peer);

    /// <summary>Whether the goal is reached; null without one.</summary>
    public bool? Met => Goal?.IsMetBy(this);

    public Figure Against(string peer, double value) => this with { Peer = peer, PeerValue = value };

    private static double? Quotient(double dividend, double divisor) => divisor == 0 ? null : dividend / divisor;
}
