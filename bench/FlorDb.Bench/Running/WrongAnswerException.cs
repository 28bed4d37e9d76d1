namespace FlorDb.Bench.Running;

/// <summary>What was measured gave a wrong answer.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
