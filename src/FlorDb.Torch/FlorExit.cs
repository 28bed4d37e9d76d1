namespace FlorDb.Torch;

/// <summary>Exit codes of a training program, as far as FlorDB sets them.</summary>
internal static class FlorExit
{
    public const int Fine = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Store = 3;
    public const int Interrupted = 130;
}
